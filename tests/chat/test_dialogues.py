"""Conversations in two turns: what was asked before, what is said now, and the request that comes of both."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from echotune.chat.cards import Card
from echotune.chat.editing import edit_of
from echotune.chat.merging import merge, swaps
from echotune.chat.pointing import resolve
from echotune.chat.understand.engine import LanguageEngine
from echotune.chat.understand.gazetteer import Gazetteer, Name
from echotune.chat.understand.request import UnderstoodRequest

NOW = datetime(2026, 11, 20, 18)
ENGINE = LanguageEngine(
    Gazetteer.build([Name("artist", name) for name in ("Radiohead", "Drake", "Queen", "Air", "Portishead")])
)
SHOWN = [("Uno", "Cleo"), ("Due", "Dora"), ("Tre", "Ann"), ("Quattro", "Ben")]
SIDES = [[Card(UUID(int=9), place, UUID(int=place), UUID(int=place), *card) for place, card in enumerate(SHOWN, 1)]]

DIALOGUES: list[tuple[str, str, dict[str, Any]]] = [
    ("90s hip hop, no Drake", "as before but from the 80s", {"era": {"from": 1980, "to": 1989}, "genres": ["hip hop"], "exclude": {"artists": ["Drake"]}}),
    ("sad songs, 20 songs", "same again without Queen", {"moods": ["sad"], "count": 20, "exclude": {"artists": ["Queen"]}}),
    ("sad songs, 20 songs", "same but only 10", {"moods": ["sad"], "count": 10}),
    ("jazz for cooking", "more like that", {"genres": ["jazz"], "activities": ["cooking"]}),
    ("jazz for cooking", "more like the second one", {"genres": ["jazz"], "seeds": {"like": ["Due"]}, "artists": ["Dora"]}),
    ("jazz for cooking", "more like the first and the third", {"seeds": {"like": ["Uno", "Tre"]}, "artists": ["Cleo", "Ann"]}),
    ("jazz for cooking", "like number 4 but slower", {"seeds": {"like": ["Quattro"]}, "features": {"tempo": {"delta": "-"}}}),
    ("jazz for cooking", "similar to A2, with piano", {"seeds": {"like": ["Due"]}, "instruments": ["piano"]}),
    ("jazz for cooking", "not the third", {"exclude": {"tracks": ["Tre"]}, "genres": ["jazz"]}),
    ("jazz for cooking", "without the first two", {"exclude": {"tracks": ["Uno", "Due"]}}),
    ("jazz for cooking", "drop the last one and make it calmer", {"exclude": {"tracks": ["Quattro"]}, "features": {"energy": {"delta": "-"}}}),
    ("jazz for cooking", "not this artist again", {"exclude": {"artists": ["Cleo"]}}),
    ("jazz for cooking", "more by the second artist", {"artists": ["Dora"], "genres": ["jazz"]}),
    ("jazz for cooking", "something else by this artist", {"artists": ["Cleo"]}),
    ("jazz for cooking", "the second one again", {"seeds": {"like": ["Due"]}}),
    ("jazz for cooking", "the last one but slower", {"features": {"tempo": {"delta": "-"}}, "genres": ["jazz"]}),
    ("jazz for cooking", "now in French", {"language": "french", "genres": ["jazz"]}),
    ("jazz for cooking", "make it soul", {"genres": ["soul"], "activities": ["cooking"]}),
    ("jazz for cooking", "soul instead", {"genres": ["soul"], "activities": ["cooking"]}),
    ("jazz for cooking", "add some soul", {"genres": ["jazz", "soul"]}),
    ("jazz for cooking", "an hour at most", {"durationMinutes": 60, "genres": ["jazz"]}),
    ("jazz for cooking", "nothing too loud", {"features": {"energy": {"delta": "-"}}, "genres": ["jazz"]}),
    ("jazz for cooking", "both of those but happier", {"features": {"valence": {"delta": "+"}}, "genres": ["jazz"]}),
    ("jazz for cooking", "nothing after 1975", {"era": {"to": 1975}, "genres": ["jazz"]}),
    ("some Radiohead", "no more Radiohead", {"artists": [], "exclude": {"artists": ["Radiohead"]}}),
    ("rock, no Queen", "more by Queen", {"artists": ["Queen"]}),
    ("rock, no Queen", "like Queen, but slower", {"seeds": {"like": ["Queen"]}, "features": {"tempo": {"delta": "-"}}}),
    ("90s hip hop, calm", "any decade is fine", {"era": None, "genres": ["hip hop"], "moods": ["calm"]}),
    ("90s hip hop, calm", "forget the calm part", {"moods": [], "genres": ["hip hop"]}),
    ("hip hop, clean", "explicit lyrics are fine", {"exclude": {"explicit": False}, "genres": ["hip hop"]}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "said", "expected"), DIALOGUES)
def test_what_is_said_next_changes_only_what_it_speaks_of(before: str, said: str, expected: dict[str, Any]) -> None:
    got = _request_after(ENGINE.understand(before, NOW), said).model_dump(mode="json")
    for field, value in expected.items():
        assert _part(got[field], value) == value, field


@pytest.mark.parametrize("said", ["same but zorblaxier", "no 80s", "less guitar"])
def test_a_change_that_cannot_be_held_is_reported_and_changes_nothing_else(said: str) -> None:
    before = ENGINE.understand("jazz for cooking, no Drake", NOW)
    after = _request_after(before, said)
    assert after.unparsed
    assert after.model_copy(update={"unparsed": [], "intent": "recommend", "confidence": before.confidence}) == before


def _request_after(before: UnderstoodRequest, said: str) -> UnderstoodRequest:
    edit = edit_of(said, before)
    if edit:
        return edit.rest
    change = resolve(ENGINE.understand(said, NOW), said, SIDES)
    return merge(before, change, swap=swaps(said)) if change.intent == "refine" else change


def _part(got: Any, wanted: Any) -> Any:
    return {key: got[key] for key in wanted} if isinstance(wanted, dict) and isinstance(got, dict) else got
