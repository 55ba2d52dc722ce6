"""Invented names of artists, albums, songs and shows, each a pure function of a 64-bit number."""

from collections.abc import Callable, Sequence

from echotune.history.demo.words import (
    ADJECTIVES,
    ENSEMBLES,
    FAMILY,
    GIVEN,
    NOUNS,
    ONE_WORD_TITLES,
    PLACES,
    RELEASE_SUFFIXES,
    SYLLABLES,
    VERBS,
)


class Dice:
    """Cheap repeatable choices out of one 64-bit number."""

    __slots__ = ("rest",)

    def __init__(self, number: int) -> None:
        self.rest = (number * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) & 0xFFFFFFFFFFFFFFFF

    def below(self, limit: int) -> int:
        self.rest = (self.rest * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.rest >> 33) % limit

    def one_of(self, words: Sequence[str]) -> str:
        return words[self.below(len(words))]


def _place(dice: Dice) -> str:
    return dice.one_of(PLACES).replace("_", " ")


def _coined(dice: Dice) -> str:
    return "".join(dice.one_of(SYLLABLES) for _ in range(2 + dice.below(2))).capitalize()


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "sh", "ch")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


ARTIST_SHAPES: tuple[Callable[[Dice], str], ...] = (
    lambda d: f"{d.one_of(GIVEN)} {d.one_of(FAMILY)}",
    lambda d: f"{d.one_of(GIVEN)} {d.one_of(FAMILY)}",
    lambda d: f"{d.one_of(GIVEN)} {d.one_of(FAMILY)}",
    lambda d: f"{d.one_of(GIVEN)} & the {_plural(d.one_of(NOUNS))}",
    lambda d: f"{d.one_of(ADJECTIVES)} {d.one_of(NOUNS)} {_plural(d.one_of(NOUNS))}",
    lambda d: f"{d.one_of(ADJECTIVES)} {d.one_of(NOUNS)} {d.one_of(('Club', 'Choir', 'Union', 'Saints', 'Bureau'))}",
    lambda d: f"The {d.one_of(ADJECTIVES)} {_plural(d.one_of(NOUNS))}",
    lambda d: f"{d.one_of(NOUNS)} & {d.one_of(NOUNS)}",
    lambda d: f"{_place(d)} {d.one_of(ENSEMBLES)}",
    lambda d: f"{_coined(d)} {d.one_of(NOUNS)}",
    lambda d: f"DJ {_coined(d)} {d.one_of(ADJECTIVES)}",
)

TITLE_SHAPES: tuple[Callable[[Dice], str], ...] = (
    lambda d: f"{d.one_of(ADJECTIVES)} {d.one_of(NOUNS)}",
    lambda d: f"{d.one_of(ADJECTIVES)} {d.one_of(NOUNS)}",
    lambda d: f"{d.one_of(NOUNS)} in {d.one_of(NOUNS)}",
    lambda d: f"{d.one_of(VERBS)} the {d.one_of(NOUNS)}",
    lambda d: f"{d.one_of(VERBS)} Me to {_place(d)}",
    lambda d: f"The {d.one_of(NOUNS)} at {_place(d)}",
    lambda d: f"{_plural(d.one_of(NOUNS))}, {d.one_of(ADJECTIVES)}",
    lambda d: f"Don't {d.one_of(VERBS)} the {d.one_of(ADJECTIVES)} {d.one_of(NOUNS)}",
    lambda d: f"{d.one_of(NOUNS)} for {d.one_of(GIVEN)}",
    lambda d: f"{d.one_of(GIVEN)}'s {d.one_of(NOUNS)}",
    lambda d: f"All the {d.one_of(ADJECTIVES)} {_plural(d.one_of(NOUNS))}",
    lambda d: d.one_of(NOUNS),
    lambda d: f"{d.one_of(NOUNS)} {d.below(29) + 2}",
)

ALBUM_SHAPES: tuple[Callable[[Dice], str], ...] = (
    lambda d: f"{d.one_of(ADJECTIVES)} {_plural(d.one_of(NOUNS))}",
    lambda d: f"{_plural(d.one_of(NOUNS))}, {d.one_of(('Unnamed', 'Collected', 'Vol. 2', 'and After', 'Revisited'))}",
    lambda d: f"House of {d.one_of(ADJECTIVES)} {_plural(d.one_of(NOUNS))}",
    lambda d: f"A {d.one_of(NOUNS)} of One's Own",
    lambda d: f"{_place(d)} Sessions",
    lambda d: f"{d.one_of(VERBS)} / {d.one_of(VERBS)}",
    lambda d: d.one_of(NOUNS),
)


def artist_name(number: int) -> str:
    dice = Dice(number)
    return ARTIST_SHAPES[dice.below(len(ARTIST_SHAPES))](dice)


def unique_artist_names(numbers: Sequence[int], taken: Sequence[str]) -> list[str]:
    """One name for each number, none twice and none of `taken` (compared without case)."""
    used = {name.casefold() for name in taken}
    names = []
    for number in numbers:
        attempt, name = number, artist_name(number)
        while name.casefold() in used:
            attempt += 1
            name = artist_name(attempt)
        used.add(name.casefold())
        names.append(name)
    return names


def track_title(number: int) -> str:
    dice = Dice(number)
    if dice.below(250) == 0:
        return dice.one_of(ONE_WORD_TITLES)
    title = TITLE_SHAPES[dice.below(len(TITLE_SHAPES))](dice)
    if dice.below(14) == 0:
        suffix = dice.one_of(RELEASE_SUFFIXES)
        title += suffix.format(place=_place(dice), year=2009 + dice.below(14), artist=artist_name(dice.below(1 << 40)))
    return title


def album_title(number: int) -> str:
    dice = Dice(number)
    return ALBUM_SHAPES[dice.below(len(ALBUM_SHAPES))](dice)


def show_title(number: int) -> str:
    dice = Dice(number)
    return f"{dice.one_of(('The', 'Radio', 'Inside', 'Notes on'))} {dice.one_of(ADJECTIVES)} {dice.one_of(NOUNS)}"


def episode_title(number: int, episode: int) -> str:
    dice = Dice(number * 1_000 + episode)
    return f"{episode}: {dice.one_of(NOUNS)} and {dice.one_of(NOUNS)}"


def playlist_title(number: int) -> str:
    dice = Dice(number)
    return f"{dice.one_of(ADJECTIVES)} {dice.one_of(('Sunday', 'Morning', 'Commute', 'Kitchen', 'Run', 'Desk', 'Evening'))}"
