"""A change on top of a request, and words that point."""

from __future__ import annotations

from uuid import UUID

import pytest

from echotune.chat.cards import Card
from echotune.chat.heard import heard
from echotune.chat.merging import merge
from echotune.chat.pointing import pointed_at, resolve
from echotune.chat.understand.request import UnderstoodRequest

BEFORE = UnderstoodRequest.model_validate(
    {
        "intent": "recommend",
        "genres": ["indie folk"],
        "moods": ["calm"],
        "mode": "rediscover",
        "count": 15,
        "era": {"from": 1990, "to": 1999},
        "exclude": {"artists": ["Drake"]},
        "seeds": {"like": ["Radiohead"]},
    }
)


def card(side: int, position: int, title: str, artist: str) -> Card:
    return Card(UUID(int=side), position, UUID(int=position), UUID(int=position), title, artist)


SIDES = [
    [card(0, 1, "One", "Ann"), card(0, 2, "Two", "Ben")],
    [card(1, 1, "Uno", "Cleo"), card(1, 2, "Due", "Dora"), card(1, 3, "Tre", "Ann")],
]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"features": {"energy": {"delta": "-"}}}, {"features": {"energy": {"delta": "-"}}}),
        ({"exclude": {"artists": ["Queen"]}}, {"exclude": {"artists": ["Drake", "Queen"]}}),
        ({"era": {"delta": "-"}}, {"era": {"delta": "-"}}),
        ({"seeds": {"like": ["Low"]}}, {"seeds": {"like": ["Low"]}}),
        ({"genres": ["jazz"]}, {"genres": ["indie folk", "jazz"]}),
        ({"count": 5}, {"count": 5}),
        ({"artists": ["Air"]}, {"artists": ["Air"], "seeds": {"like": []}}),
    ],
)
def test_a_change_replaces_what_it_speaks_of_and_keeps_the_rest(change: dict, expected: dict) -> None:  # type: ignore[type-arg]
    merged = merge(BEFORE, UnderstoodRequest.model_validate({"intent": "refine", **change}))
    wanted = BEFORE.model_dump(mode="json") | {"intent": "refine"}
    for key, value in expected.items():
        wanted[key] = wanted[key] | value if key in ("exclude", "seeds") else value
    assert merged.model_dump(mode="json") == wanted


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("more like A2", "Two"),
        ("b3", "Tre"),
        ("the second one", "Due"),
        ("the last one", "Tre"),
        ("number 1", "Uno"),
        ("C1", None),
        ("B9", None),
        ("this one", None),
        ("MP3", None),
    ],
)
def test_a_card_is_found_by_its_sleeve_or_its_place(text: str, title: str | None) -> None:
    found = pointed_at(text, SIDES)
    assert (found and found.title) == title


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("more like A2", {"intent": "refine"}, {"seeds": {"like": ["Two"]}, "artists": ["Ben"]}),
        ("not this artist again", {"intent": "refine"}, {"exclude": {"artists": ["Cleo"]}}),
        ("not the second one again", {"intent": "refine"}, {"exclude": {"tracks": ["Due"]}}),
        ("not A1 again", {"intent": "refine", "exclude": {"artists": ["A1"]}}, {"exclude": {"tracks": ["One"]}}),
        ("I love A2", {"intent": "feedback", "feedback": "like", "artists": ["A2"]}, {"tracks": ["Two"], "artists": ["Ben"]}),
        ("I hate the last one", {"intent": "feedback", "feedback": "dislike"}, {"tracks": ["Tre"], "artists": ["Ann"]}),
        ("I love this one", {"intent": "feedback", "feedback": "like"}, {}),
        ("never play the artist of A2 again", {"intent": "feedback", "feedback": "never", "artists": ["of A2"]}, {"tracks": [], "artists": ["Ben"]}),
        ("no more of the artist of B1", {"intent": "refine", "exclude": {"artists": ["the artist of B1"]}}, {"exclude": {"artists": ["Cleo"]}}),
        ("songs by A1", {"intent": "recommend", "artists": ["A1"]}, {"artists": ["Ann"], "tracks": ["One"]}),
        ("calmer", {"intent": "refine", "features": {"energy": {"delta": "-"}}}, {}),
    ],
)  # fmt: skip
def test_pointing_words_become_the_names_they_stand_for(text: str, said: dict, expected: dict) -> None:  # type: ignore[type-arg]
    request = UnderstoodRequest.model_validate(said)
    resolved = resolve(request, text, SIDES).model_dump(mode="json")
    for key, value in expected.items():
        if isinstance(value, dict):
            assert resolved[key] | value == resolved[key]
        else:
            assert resolved[key] == value
    if not expected:
        assert resolved == request.model_dump(mode="json")


def test_each_part_of_a_request_is_a_chip_with_the_request_without_it() -> None:
    chips = {chip.label: chip for chip in heard(BEFORE).chips}
    assert set(chips) == {
        "loved and forgotten",
        "like Radiohead",
        "indie folk",
        "calm",
        "1990s",
        "no Drake",
        "15 songs",
    }
    without = chips["no Drake"].remove
    assert without
    assert "Drake" not in without
    assert "Radiohead" in without
