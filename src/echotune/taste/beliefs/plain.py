"""A belief about no artist, track or genre: nothing to correct, no rings."""

from __future__ import annotations

from echotune.taste.schemas import Belief, BeliefKind


def plain(kind: BeliefKind, name: str, title: str, evidence: str) -> Belief:
    return Belief(
        id=f"{kind}:{name}",
        kind=kind,
        target=None,
        title=title,
        evidence=evidence,
        stance="context",
        rings=[],
        correction=None,
    )
