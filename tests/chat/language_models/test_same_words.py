"""What differs only in writing or manners is one sentence; what differs in its wish or a name is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echotune.chat.language_models.same_words import same_words

ALIKE = [
    ["Play some jazz", "play  some jazz!!!", "PLAY SOME JAZZ", "Please play some jazz", "play some jazz, please.", "ｐlay some jazz"],
    ["give me 20 upbeat songs", "Hey, could you give me 20 upbeat songs?", "could you please give me 20 upbeat songs please", "Give me 20 upbeat songs, thank you!"],
    ["what did I play most in summer 2019", "What did I play most in summer 2019?", "hey echotune what did i play most in summer 2019??", "what did I play most in summer 2019 ?!?!"],
    ['something like "blue" but calmer', "something like “Blue” but calmer…", "Something like «blue» but calmer.", "something like \"blue\" but calmer thanks"],
    ["songs i don't know", "songs I don’t know", "Songs I don't know!"],
]  # fmt: skip
APART = [
    ("play please", "play"),
    ("Please Please Me", "please me"),
    ("Hey Jude", "Jude"),
    ("songs like Please", "songs like"),
    ("an album called Thanks", "an album called"),
    ("Please Mr. Postman", "Mr. Postman"),
    ("hello by adele", "by adele"),
    ("no drake", "drake"),
    ("calmer", "calm"),
    ("90s hip hop", "80s hip hop"),
    ("songs by !!!", "songs by the who"),
    ("could you be loved", "be loved"),
    ("Hello, I Love You", "I Love You"),
    ("So What", "What"),
    ("Hey, Stop", "stop"),
]


@pytest.mark.parametrize("group", ALIKE, ids=lambda group: group[0])
def test_ways_to_write_one_wish_are_one(group: list[str]) -> None:
    assert {same_words(text) for text in group} == {same_words(group[0])}


@pytest.mark.parametrize(("one", "other"), APART)
def test_another_wish_or_name_stays_another(one: str, other: str) -> None:
    assert same_words(one) != same_words(other)


@given(st.text(max_size=60))
def test_the_form_is_its_own_form_and_says_something_where_the_text_did(text: str) -> None:
    plain = same_words(text)
    assert same_words(plain) == plain
    assert bool(plain) or not any(letter.isalnum() for letter in text)
