"""A change on top of a request, and words that point."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from echotune.chat.cards import Card
from echotune.chat.editing import edit_of
from echotune.chat.heard import heard, parts
from echotune.chat.merging import merge
from echotune.chat.pointing import pointed_at, resolve
from echotune.chat.understand.engine import LanguageEngine
from echotune.chat.understand.gazetteer import Gazetteer, Name
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


def test_a_name_that_looks_like_a_sleeve_is_not_the_only_card() -> None:
    assert pointed_at("like M83 but calmer", [[card(0, 1, "One", "Ann")]]) is None


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
        ("make these calmer", {"intent": "refine", "features": {"energy": {"delta": "-"}}}, {}),
        ("something like that but jazz", {"intent": "recommend", "genres": ["jazz"]}, {}),
        ("like the second one but calmer", {"intent": "refine", "features": {"energy": {"delta": "-"}}}, {"seeds": {"like": ["Due"]}, "artists": ["Dora"]}),
        ("more like A2 but older", {"intent": "refine", "era": {"delta": "-"}, "seeds": {"like": ["A2"]}}, {"seeds": {"like": ["Two"]}, "artists": ["Ben"], "era": {"delta": "-"}}),
        ("more like this artist but happier", {"intent": "refine", "features": {"valence": {"delta": "+"}}}, {"seeds": {"like": ["Cleo"]}, "artists": []}),
        ("like the last one, no jazz", {"intent": "refine", "exclude": {"genres": ["jazz"]}}, {"seeds": {"like": ["Tre"]}, "exclude": {"genres": ["jazz"]}}),
        ("without the second one, and calmer", {"intent": "refine", "features": {"energy": {"delta": "-"}}}, {"exclude": {"tracks": ["Due"]}, "seeds": {"like": []}}),
        ("like A2 but not B1, and faster", {"intent": "refine", "features": {"tempo": {"delta": "+"}}}, {"seeds": {"like": ["Two"]}, "exclude": {"tracks": ["Uno"]}}),
        ("10 songs like the artist of B2", {"intent": "recommend", "count": 10, "seeds": {"like": ["the artist of B2"]}}, {"seeds": {"like": ["Dora"]}, "count": 10}),
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
    said_plainly = request.model_dump(mode="json")
    assert all(resolved[key] == said_plainly[key] for key in ("features", "count", "intent"))
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


NAMES = [Name("artist", name) for name in ("Radiohead", "Drake", "Queen")] + [
    Name("genre", name) for name in ("indie folk", "hip hop")
]
SENTENCES = (
    "songs I loved and forgot, something calm for a rainy afternoon, no Drake, 15 songs",
    "90s hip hop, no Drake, 20 songs",
    "an hour of focus music without vocals",
    "upbeat indie folk for a rainy afternoon",
    "indie folk I have never heard, no explicit",
    "early 2000s indie folk for cooking, 90 minutes",
    "something like Radiohead but calmer",
)  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_sentence_that_leaves_a_part_out_is_understood_as_the_request_without_it(sentence: str) -> None:
    engine, today = LanguageEngine(Gazetteer.build(NAMES)), datetime(2026, 11, 20, 18)
    request = engine.understand(sentence, today)
    for chip, part in zip(heard(request).chips, parts(request), strict=True):
        assert chip.remove
        edit = edit_of(chip.remove, request)
        again = edit.rest if edit else engine.understand(chip.remove, today)
        assert {name: getattr(again, name) for name in type(part.without).model_fields} == dict(part.without), chip


def test_a_part_is_left_out_or_replaced_by_its_words() -> None:
    left_out = edit_of("Leave out “calm”", BEFORE)
    assert left_out
    assert (left_out.rest.moods, left_out.rest.genres, left_out.instead) == ([], ["indie folk"], None)
    replaced = edit_of("Not “no Drake” but no Queen", BEFORE)
    assert replaced
    assert (replaced.rest.exclude.artists, replaced.instead) == ([], "no Queen")
    assert edit_of("Leave out “jazz”", BEFORE) is None
    assert edit_of("calmer", BEFORE) is None
