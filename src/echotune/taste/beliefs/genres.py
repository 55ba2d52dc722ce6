"""Genres, where they are known."""

from __future__ import annotations

from typing import Literal

import numpy as np

from echotune.taste import words
from echotune.taste.record import Record
from echotune.taste.schemas import Belief

MOST = 6
FEWEST_LISTENS = 40
SHIFT = 1.6
"""Towards a genre when its share lately is this many times the share before; away when it is that much less."""


def genres(record: Record) -> list[Belief]:
    """The tags with most plays among plays whose tags are known; at least 40 plays each."""
    table, known = _table(record)
    plays = table.sum(axis=1)
    order = np.argsort(-plays, kind="stable")[:MOST]
    return [
        _belief(record, int(tag), table[tag].tolist(), known) for tag in order.tolist() if plays[tag] >= FEWEST_LISTENS
    ]


def _table(record: Record) -> tuple[np.ndarray, tuple[int, int]]:
    """int64[tags, 2] plays before and lately; and the plays with any tag in each of the two."""
    tags, model = record.model.tags, record.model
    plays = np.stack(
        [np.bincount(record.recording[chosen], minlength=model.size) for chosen in (~record.lately, record.lately)]
    )
    tagged = np.zeros(model.size, bool)
    tagged[tags.recording] = True
    table = np.stack([np.bincount(tags.tag, own[tags.recording], len(tags.names)) for own in plays], axis=1)
    before, lately = (int(own[tagged].sum()) for own in plays)
    return table.astype(np.int64), (before, lately)


def _belief(record: Record, tag: int, plays: list[int], known: tuple[int, int]) -> Belief:
    model, (before, lately) = record.model, plays
    name = model.tags.names[tag]
    stance, title = _stance(name, plays, known)
    mask = np.zeros(model.size, bool)
    mask[model.tags.recordings(name)] = True
    evidence = (
        f"{words.count(before + lately, 'play')} of the {sum(known):,} whose genre is known; "
        f"{lately:,} of {known[1]:,} {record.lately_in_words}."
    )
    corrected = {one.target: one.action for one in model.steering.corrections if one.kind == "genre"}
    return Belief(
        id=f"genre:{name}",
        kind="genre",
        target=name,
        title=title,
        evidence=evidence,
        stance=stance,
        rings=record.rings.of_mask(mask),
        correction=corrected.get(name),
    )


def _stance(
    name: str, plays: list[int], known: tuple[int, int]
) -> tuple[Literal["likes", "growing", "done_with"], str]:
    then, now = (own / max(of, 1) for own, of in zip(plays, known, strict=True))
    if min(known) >= FEWEST_LISTENS and now > SHIFT * then:
        return "growing", f"You are moving towards {name}"
    if min(known) >= FEWEST_LISTENS and then > SHIFT * now:
        return "done_with", f"You are moving away from {name}"
    return "likes", f"{name[:1].upper()}{name[1:]} is your ground"
