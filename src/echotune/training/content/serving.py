"""The embedder that serves, and where its vectors lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from echotune.core.db import Connection
from echotune.training import registry
from echotune.training.artefacts import Artefact, ArtefactRefused
from echotune.training.content.embedder import ContentEmbedder
from echotune.training.content.layout import VERSION

NAME: Final = "content"
"""Of the model in the registry, and of the space."""


def space(*, gate: bool) -> str:
    """The space's name in the embeddings store: what was made with the gate off is not read again once it is on."""
    return NAME if gate else f"{NAME}/ungated"


async def model_id(conn: Connection, home: Path, *, gate: bool) -> str | None:
    """Whose vectors to load; None when no embedder of this version and gate serves."""
    artefact = await _artefact(conn, home, gate=gate)
    return None if artefact is None else str(artefact.manifest.parameters["model_id"])


async def embedder(conn: Connection, home: Path, *, gate: bool) -> ContentEmbedder | None:
    """The embedder itself. Raises ArtefactRefused where the arrays are not those of one."""
    artefact = await _artefact(conn, home, gate=gate)
    if artefact is None:
        return None
    try:
        return ContentEmbedder.from_arrays(artefact.arrays)
    except (KeyError, ValueError) as wrong:
        raise ArtefactRefused(f"The content model that serves cannot be used: {wrong}.") from wrong


async def _artefact(conn: Connection, home: Path, *, gate: bool) -> Artefact | None:
    artefact = await registry.serving(conn, home, NAME)
    if artefact is None or artefact.manifest.parameters.get("layout") != VERSION:
        return None
    return artefact if artefact.manifest.parameters.get("gate") is gate else None


async def known_counts(conn: Connection, home: Path) -> dict[str, int]:
    """How many recordings knew each kind of fact when the serving embedder learned; empty when none serves."""
    artefact = await registry.serving(conn, home, NAME)
    counts = artefact.manifest.parameters.get("known_counts") if artefact else None
    return {name: int(str(count)) for name, count in counts.items()} if isinstance(counts, dict) else {}
