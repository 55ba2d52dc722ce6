"""How a belief is made."""

from __future__ import annotations

from collections.abc import Callable

from echotune.taste.record import Record
from echotune.taste.schemas import Belief, Stance

FewBeliefs = Callable[[Record], list[Belief]]
"""What one kind of counting concludes, strongest first; [] where the record says nothing of the kind."""


def about_artist(record: Record, artist: int, stance: Stance, title: str, evidence: str) -> Belief:
    """`title` with `{}` for the artist's name."""
    model = record.model
    key, name = model.artist_keys[artist], model.artist_names[artist]
    corrected = {one.target: one.action for one in model.steering.corrections if one.kind == "artist"}
    return Belief(
        id=f"artist:{key}",
        kind="artist",
        target=name,
        title=title.replace("{}", name),
        evidence=evidence,
        stance=stance,
        rings=record.rings.of_artist(artist),
        correction=corrected.get(key),
    )
