"""Small words: counts, lists, titles, and names that stay data."""

from __future__ import annotations

import pytest

from echotune.chat import words
from echotune.chat.cards import side_index, side_name
from echotune.chat.titles import title_of


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Plain Name", "Plain Name"),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("[click](http://evil.example)", r"\[click\](http\://evil.example)"),
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
        ("www.evil.example", r"www\.evil.example"),
        ("# Heading\n\n- list", r"\# Heading - list"),
        ("right\u202eleft", "right left"),
        ("AC/DC", "AC/DC"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_a_name_is_shown_as_it_is_and_never_as_markup(name: str, shown: str) -> None:
    assert words.safe(name) == shown
    assert words.plain(shown) == " ".join(name.replace("\u202e", " ").split())


def test_counts_are_words_up_to_twelve() -> None:
    assert words.counted(1, "song") == "one song"
    assert words.counted(12, "song") == "twelve songs"
    assert words.counted(1300, "song") == "1,300 songs"
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("songs I loved and forgot", "Songs I loved and forgot"),
        ("calmer please. And older!", "Calmer please"),
        (
            "songs I loved and forgot, something calm for a rainy afternoon, no Drake, 15 songs",
            "Songs I loved and forgot, something calm for a…",
        ),
        ("?!", "?!"),
        ("x" * 60, "X" + "x" * 47 + "…"),
    ],
)
def test_a_conversation_is_titled_by_its_first_request(text: str, title: str) -> None:
    assert title_of(text) == title


def test_sides_are_lettered_like_records() -> None:
    assert [side_name(n) for n in (0, 1, 25, 26, 27, 52)] == ["A", "B", "Z", "AA", "AB", "BA"]
    assert all(side_index(side_name(n)) == n for n in range(800))


def test_what_was_not_understood_and_what_cannot_be_left_out_are_told_apart() -> None:
    said = words.not_understood(["zorblax", "no drums"])
    assert "did not understand “zorblax”" in said
    assert "cannot hold to “no drums”" in said
    assert words.not_understood(["without long intros"]).count(".") == 1
