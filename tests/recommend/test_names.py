"""Names that listeners say, found in library and catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from echotune.recommend.moods import lexicon, meaning
from echotune.recommend.names import Names
from echotune.recommend.sound import ATTRIBUTES
from echotune.taste.listener import ListenerModel
from echotune.taste.tags import Tags

SONGS = [
    ("beyoncé", "halo"),
    ("drake", "hotline"),
    ("future", "jumpman (feat. drake)"),
    ("future, drake", "life is good"),
    ("the beatles", "yesterday"),
    ("björk", "army of me"),
    ("bjork", "a cover"),
    ("rain dogs", "rainy day in drakesville"),
    ("rain dogs", "the rain"),
]


@dataclass
class Catalogue:
    """As much of a model as names need."""

    keys: list[str] = field(default_factory=lambda: [f"{artist}\t{title}" for artist, title in SONGS])
    artist_keys: list[str] = field(default_factory=lambda: list(dict.fromkeys(artist for artist, _ in SONGS)))
    members: Any = field(
        default_factory=lambda: SimpleNamespace(albums=["A"] * len(SONGS), recording=np.arange(len(SONGS)))
    )
    tags: Tags = field(
        default_factory=lambda: Tags(("art rock", "pop", "rocksteady"), np.array([0, 1, 2], np.int32), np.arange(3, dtype=np.int32), np.zeros(3, np.int8))
    )  # fmt: skip

    @property
    def artist_no(self) -> Any:
        return np.array([self.artist_keys.index(artist) for artist, _ in SONGS], np.int32)

    @property
    def index_of_artist(self) -> dict[str, int]:
        return {key: at for at, key in enumerate(self.artist_keys)}


@pytest.fixture
def names() -> Names:
    return Names(cast(ListenerModel, Catalogue()))


@pytest.mark.parametrize(
    ("said", "found"),
    [("Drake", "drake"), ("  BEYONCÉ ", "beyoncé"), ("beyonce", "beyoncé"), ("Beatles", "the beatles"), ("bjork", "bjork"), ("Björk", "björk"), ("nobody", None)],
)  # fmt: skip
def test_an_artist_is_found_without_regard_to_case_and_by_folding_only_when_nothing_is_exact(
    names: Names, said: str, found: str | None
) -> None:
    at = names.artist(said)
    assert (None if at is None else Catalogue().artist_keys[at]) == found


def test_an_artist_is_found_as_a_guest_in_titles_and_among_credits_and_nowhere_else(names: Names) -> None:
    assert [SONGS[at] for at in names.featuring("drake")] == [SONGS[1], SONGS[2], SONGS[3]]


def test_a_word_of_a_title_is_a_whole_word(names: Names) -> None:
    assert [SONGS[at][1] for at in names.title_word("rain")] == ["the rain"]


def test_wider_genres_hold_the_word_itself(names: Names) -> None:
    assert names.wider_genres("rock") == ["art rock"]


def test_titles_are_found_exactly(names: Names) -> None:
    assert names.titled(" Yesterday ").tolist() == [4]
    assert names.titled("yester").tolist() == []


def test_every_mood_and_activity_speaks_of_known_features_in_ranges_that_something_can_meet() -> None:
    for entries in (lexicon().moods, lexicon().activities):
        for name, entry in entries.items():
            for feature, (low, high) in entry.ranges.items():
                assert feature in ATTRIBUTES, name
                assert -1 in (low, high) or low < high, name
                assert all(end == -1 or 0 <= end <= (250 if feature == "tempo" else 1) for end in (low, high)), name


def test_each_mood_that_listeners_are_heard_to_say_has_a_meaning() -> None:
    said = [
        "upbeat",
        "happy",
        "sad",
        "calm",
        "chill",
        "energetic",
        "dark",
        "dreamy",
        "romantic",
        "nostalgic",
        "angry",
        "melancholic",
        "rainy",
        "sunny",
        "stormy",
    ]
    assert all(meaning("mood", word).in_lexicon for word in said)
    doing = "workout running walking focus study work relaxing meditation sleep party dinner cooking cleaning driving commute gaming reading"
    assert all(meaning("activity", word).ranges for word in doing.split())


def test_a_word_outside_the_lexicon_means_itself() -> None:
    unknown = meaning("mood", "Crepuscular ")
    assert not unknown.in_lexicon
    assert (unknown.words, unknown.tags, unknown.ranges) == (("crepuscular",), ("crepuscular",), ())
