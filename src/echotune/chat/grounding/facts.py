"""What may be said in a turn: every name and number that a tool returned on this branch, and the listener's own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from echotune.chat.cards import Sides, side_name
from echotune.chat.grounding.reading import Quantity, norm, quantities

Unit = Literal["ms", "second", "minute", "hour", "day", "share"]

NAME_FIELDS: Final = frozenset({"title", "artist", "album", "name", "artists", "titles", "albums"})
"""Fields that hold a name and nothing else: their digits count nothing."""
SILENT_FIELDS: Final = frozenset({"kind", "code", "number"})
ASKED_FIELDS: Final = frozenset({"artists", "tracks", "albums", "seeds", "like", "between", "exclude"})
LONGEST_NAME: Final = 120
_UNIT_OF_FIELD: Final[tuple[tuple[str, Unit], ...]] = (
    ("ms", "ms"), ("seconds", "second"), ("minutes", "minute"), ("hours", "hour"), ("days", "day"),
    ("share", "share"), ("rate", "share"), ("ratio", "share"),
)  # fmt: skip
_SENTENCE: Final = re.compile(r"[.!?](\s|$)|:\s")
_PLAIN_NUMBER: Final = re.compile(r"[\d\s:.,%/+-]+")


@dataclass(frozen=True)
class Known:
    """A number that a tool returned: where it stands in the result, and its unit where the field says one.

    `owner`: names of the track or the row that it is about; none for what is said of the whole. `told`: read from a text.
    """

    value: float
    tool: str
    where: str
    unit: Unit | None = None
    result: int = 0
    owner: frozenset[str] = frozenset()
    told: bool = False


@dataclass
class Facts:
    """Grows while a turn goes on."""

    names: dict[str, str] = field(default_factory=dict)
    """Normalised name -> as written."""
    firm: set[str] = field(default_factory=set)
    """Those of `names` that stand in a field, a table or a card, and not merely in a text."""
    asked: set[str] = field(default_factory=set)
    """Names that only a model put forward, in its calls: they may be said not to be there."""
    artists_of: dict[str, set[str]] = field(default_factory=dict)
    """Normalised title -> normalised artists it was returned with."""
    numbers: list[Known] = field(default_factory=list)
    times: set[str] = field(default_factory=set)
    """Clock times and lengths as written, such as 14:00."""
    handles: set[str] = field(default_factory=set)
    shown: int = 0
    """Entries of the longest list."""
    listener: str = " "
    """What the listener said, normalised, with a blank at both ends; so is `returned`."""
    listener_quantities: list[Quantity] = field(default_factory=list)
    returned: str = " "
    owners: dict[int, set[str]] = field(default_factory=dict)
    """Result -> everything that some number of it is about."""
    _owner: frozenset[str] = frozenset()
    _result: int = 0

    def hear(self, words: str) -> None:
        """Something the listener said."""
        self.listener += f"{norm(words)} "
        self.listener_quantities += quantities(words)

    def allow(self, words: Iterable[str]) -> None:
        """Words of ours that the model was told beforehand."""
        self.returned += "".join(f"{norm(word)} | " for word in words)

    def learn(self, tool: str, result: Any) -> None:
        """A tool's result, as the document that a model is given."""
        self._result += 1
        self._walk(tool, result, "", None)

    def ask(self, arguments: Any) -> None:
        """Names in a model's call. A result may repeat them ("nothing called X is there"): that makes them no facts."""
        match arguments:
            case dict():
                for key, inner in arguments.items():
                    self.ask(inner if key in ASKED_FIELDS else None)
            case list():
                for inner in arguments:
                    self.ask(inner)
            case str():
                self.asked.add(norm(arguments))

    def settle(self, exists: Callable[[str], bool] = lambda name: False) -> None:
        """After everything was learned: what came into a text from a model's call alone is taken out of it again, unless
        the library or the catalogue has it (`exists`)."""
        self.asked = {
            name
            for name in self.asked
            if name and name not in self.firm and f" {name} " not in self.listener and not exists(name)
        }
        for name in self.asked:
            self.names.pop(name, None)
            self.returned = self.returned.replace(f" {name} ", " ~ ")
        for label in [label for label in self.names if any(f" {name} " in f" {label} " for name in self.asked)]:
            if label not in self.firm:
                del self.names[label]

    def learn_cards(self, sides: Sides) -> None:
        """The tracks that stand on the screen, with their sleeves."""
        for index, cards in enumerate(sides):
            self.shown = max(self.shown, len(cards))
            for card in cards:
                self.handles.add(f"{side_name(index)}{card.position}")
                self._name(card.title, firm=True)
                self._name(card.artist, firm=True)
                self._pair(card.title, card.artist)

    def says(self, name: str) -> bool:
        """Whether the words stand in a result, or the listener said them."""
        return f" {name} " in self.returned or f" {name} " in self.listener

    def _walk(self, tool: str, value: Any, where: str, name: str | None, *, cell: bool = False) -> None:
        outer, self._owner = self._owner, _owner(value, name) or self._owner
        self.owners.setdefault(self._result, set()).update(self._owner)
        self._read(tool, value, where, name, cell=cell)
        self._owner = outer

    def _read(self, tool: str, value: Any, where: str, name: str | None, *, cell: bool) -> None:
        match value:
            case dict():
                self._read_names(value)
                for key, inner in value.items():
                    if " " in key:  # a label, no field of ours
                        self._text(tool, f"{key}.", where, None)
                    if key not in SILENT_FIELDS:
                        self._walk(tool, inner, f"{where}.{key}" if where else key, key)
            case list():
                self._count(tool, value, where)
                for place, inner in enumerate(value):
                    self._walk(
                        tool, inner, f"{where}[{place + 1}]", name, cell=isinstance(inner, str) and name == "rows"
                    )
            case bool() | None:
                pass
            case int() | float():
                self._number(float(value), tool, where, _unit_of(name))
            case str():
                self._text(tool, value, where, name, firm=cell)

    def _read_names(self, document: dict[str, Any]) -> None:
        title, artist = document.get("title"), document.get("artist")
        if isinstance(title, str) and isinstance(artist, str):
            self._pair(title, artist)
        if document.get("kind") == "kept" and isinstance(artist, str) and isinstance(document.get("name"), str):
            self._pair(document["name"], artist)
        if isinstance(number := document.get("number"), str):
            self.handles.add(number)

    def _count(self, tool: str, items: list[Any], where: str) -> None:
        """How many there are, and how many of each artist: what anybody who looks can count."""
        if not any(isinstance(item, (dict, list)) for item in items):
            return
        self._number(float(len(items)), tool, f"{where} counted")
        self.shown = max(self.shown, len(items))
        tracks = [item for item in items if isinstance(item, dict) and "title" in item]
        if tracks:
            by_artist = Counter(track.get("artist") for track in tracks)
            counted = {*by_artist.values(), len(by_artist)}
            for count in sorted(counted):
                self._number(float(count), tool, f"{where} counted by artist")

    def _text(self, tool: str, text: str, where: str, name: str | None, *, firm: bool = False) -> None:
        self.returned += f"{norm(text)} | "
        named = name in NAME_FIELDS
        if named or (len(text) <= LONGEST_NAME and not _SENTENCE.search(text) and not _PLAIN_NUMBER.fullmatch(text)):
            self._name(text, firm=named or firm)
        if not named:
            for one in quantities(text):
                self._number(one.value, tool, where, "share" if one.percent else None, told=True)
                self.times |= {one.said} if one.clock else set()

    def _number(self, value: float, tool: str, where: str, unit: Unit | None = None, *, told: bool = False) -> None:
        self.numbers.append(Known(value, tool, where, unit, self._result, self._owner, told))

    def _name(self, text: str, *, firm: bool) -> None:
        if key := norm(text):
            self.names.setdefault(key, text)
            if firm:
                self.firm.add(key)

    def _pair(self, title: str, artist: str) -> None:
        self.artists_of.setdefault(norm(title), set()).add(norm(artist))


def _owner(value: Any, name: str | None) -> frozenset[str]:
    """What the numbers inside are about: a track by its title, artist and handle, a row by its texts."""
    if isinstance(value, dict) and "title" in value:
        named = [value.get(key) for key in ("title", "artist", "number")]
    elif isinstance(value, list) and name == "rows" and not any(isinstance(cell, (dict, list)) for cell in value):
        named = value
    else:
        return frozenset()
    return frozenset(norm(text) for text in named if isinstance(text, str) and norm(text))


def _unit_of(name: str | None) -> Unit | None:
    lowered = (name or "").lower()
    return next((unit for ending, unit in _UNIT_OF_FIELD if lowered.endswith(ending)), None)
