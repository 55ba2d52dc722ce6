"""The small parts: folding, numbers, durations, eras, periods, comparatives; expected values by hand."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support.understanding import document, understand

from echotune.chat.understand.comparison import comparatives
from echotune.chat.understand.dates import period_at
from echotune.chat.understand.fold import fold
from echotune.chat.understand.gazetteer import Gazetteer, Name
from echotune.chat.understand.numbers import number_at
from echotune.chat.understand.text import read_sentence
from echotune.chat.understand.wish.quantity import duration_at

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Björk", "bjork"), ("AC/DC", "ac dc"), ("Guns N' Roses", "guns n roses"), ("A$AP Rocky", "asap rocky"), ("P!nk", "pink"), ("Mø", "mo"),
     ("Simon & Garfunkel", "simon and garfunkel"), ("Florence + The Machine", "florence and the machine"), ("÷", ""), ("椎名林檎", "椎名林檎")],
)  # fmt: skip
def test_names_fold_to_plain_words(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("said", "number"),
    [("20", 20), ("twenty five", 25), ("a dozen", 12), ("half a dozen", 6), ("two dozen", 24), ("a hundred", 100),
     ("one hundred and twenty", 120), ("nineteen", 19)],
)  # fmt: skip
def test_numbers_are_read_in_digits_and_words(said: str, number: int) -> None:
    sentence = read_sentence(said)
    assert number_at(sentence, 0) == (number, len(sentence))


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("an hour", 60), ("half an hour", 30), ("90 minutes", 90), ("two hours", 120), ("an hour and a half", 90), ("1h30", 90),
     ("two and a half hours", 150), ("1.5 hours", 90), ("1 hour and 15 minutes", 75)],
)  # fmt: skip
def test_durations_are_read_in_minutes(said: str, minutes: int) -> None:
    sentence = read_sentence(said)
    assert duration_at(sentence, 0) == (minutes, len(sentence))


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("summer 2019", "2019-06-01", "2019-08-31"),
        ("in 2020", "2020-01-01", "2020-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this month", "2026-11-01", "2026-11-20"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this week", "2026-11-16", "2026-11-20"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("yesterday", "2026-11-19", "2026-11-19"),
        ("the winter of 2019", "2019-12-01", "2020-02-29"),
        ("last winter", "2025-12-01", "2026-02-28"),
        ("in March 2021", "2021-03-01", "2021-03-31"),
        ("in december", "2025-12-01", "2025-12-31"),
        ("in the last 30 days", "2026-10-22", "2026-11-20"),
        ("over the past six months", "2026-05-21", "2026-11-20"),
        ("between 2015 and 2017", "2015-01-01", "2017-12-31"),
        ("from june to august 2018", "2018-06-01", "2018-08-31"),
        ("since 2018", "2018-01-01", None),
        ("before 2012", None, "2011-12-31"),
        ("on 3 march 2020", "2020-03-03", "2020-03-03"),
        ("in the early 2010s", "2010-01-01", "2013-12-31"),
    ],
)  # fmt: skip
def test_periods_are_read_as_inclusive_dates(said: str, first: str | None, last: str | None) -> None:
    sentence = read_sentence(said)
    period = period_at(sentence, 0, TODAY)
    assert period is not None
    assert (period.first and period.first.isoformat(), period.last and period.last.isoformat()) == (first, last)
    assert period.end == len(sentence)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [("90s", 1990, 1999), ("the early 2000s", 2000, 2003), ("mid 80s", 1984, 1986), ("late seventies", 1977, 1979), ("from 2012", 2012, 2012),
     ("before 1980", None, 1979), ("since 2015", 2015, None), ("after 2015", 2016, None), ("1975 to 1983", 1975, 1983),
     ("70s and 80s", 1970, 1989), ("from 2010 onwards", 2010, None), ("pre-1960", None, 1959)],
)  # fmt: skip
def test_eras_are_inclusive_release_years(said: str, first: int | None, last: int | None) -> None:
    want = {key: year for key, year in (("from", first), ("to", last)) if year}
    assert document(f"jazz {said}")["era"] == want


@pytest.mark.parametrize(
    ("word", "axis"),
    [("calmer", ("energy", "-")), ("livelier", ("energy", "+")), ("faster", ("tempo", "+")), ("sadder", ("valence", "-")), ("newer", ("era", "+"))],
)  # fmt: skip
def test_comparatives_point_where_their_adjective_points(word: str, axis: tuple[str, str]) -> None:
    assert comparatives().at(read_sentence(word), 0) == (axis, 1)


def test_a_longer_name_wins_over_a_shorter_one_inside_it() -> None:
    gazetteer = Gazetteer.build([Name("artist", "Nick Cave"), Name("artist", "Nick Cave & The Bad Seeds")])
    words = read_sentence("some nick cave and the bad seeds").words
    assert [end for end, _ in gazetteer.starting_at(words, 1)] == [7, 3]


def test_of_two_equal_names_the_better_known_one_is_meant() -> None:
    from tests.support.understanding import NOW

    from echotune.chat.understand.engine import LanguageEngine

    engine = LanguageEngine(Gazetteer.build([Name("artist", "Yellow", 1), Name("track", "Yellow", 40)]))
    assert engine.understand("play Yellow now", NOW).tracks == ["Yellow"]


@pytest.mark.parametrize("word", ["I", "Loved", "Something", "Afternoon", "No"])
def test_a_title_that_is_an_ordinary_word_needs_a_cue(word: str) -> None:
    assert document(f'songs like "{word}"')["seeds"] == {"like": [word.casefold()]}
    assert document(f"songs like the song {word}")["seeds"] == {"like": [word.casefold()]}
    without_cue = document(f"{word.lower()} songs for the evening")
    assert not {"tracks", "seeds", "artists"} & set(without_cue)


@pytest.mark.parametrize(
    ("said", "reported"),
    [
        ("jazz, no drums", ["no drums"]),
        ("piano, nothing too dramatic", ["nothing too dramatic"]),
        ("rock without long intros", ["without long intros"]),
        ("no 80s music", ["no 80s"]),
        ("jazz for a zorbulous evening", ["zorbulous"]),
    ],
)
def test_what_cannot_be_left_out_is_reported_with_the_word_that_says_so_and_never_asked_for(
    said: str, reported: list[str]
) -> None:
    understood = understand(said)
    assert understood.unparsed == reported
    wished = {*understood.moods, *understood.instruments, *understood.artists, *understood.exclude.artists}
    assert not wished & {"drums", "dramatic", "long intros"}
    assert not understood.era
