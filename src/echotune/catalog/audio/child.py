"""The part that runs in a process of its own: decoders and hostile files are kept away from everything else."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from echotune.catalog.audio.probe import BadAudio, probe


def analyse_all(paths: list[str]) -> dict[str, Any]:
    """`{"files": [...]}` in the order of `paths`: `{"facts", "seconds"}` or `{"reason", "message"}` for each."""
    return {"files": [_one(Path(path)) for path in paths]}


def _one(path: Path) -> dict[str, Any]:
    began = time.perf_counter()
    try:
        probe(path)
        from echotune.catalog.audio.analysis import analyse  # takes seconds, which only audio is worth

        facts = analyse(path)
    except BadAudio as bad:
        return {"reason": bad.reason, "message": bad.message}
    except MemoryError:
        return {"reason": "out_of_memory", "message": "It needs more memory than one file may have."}
    return {"facts": facts.as_dict(), "seconds": round(time.perf_counter() - began, 3)}
