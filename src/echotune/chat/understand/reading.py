"""What is known so far about one sentence: the tokens, the names in reach, and the request as it grows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from echotune.chat.understand.gazetteer import NameKind
from echotune.chat.understand.meanings import Meaning
from echotune.chat.understand.names import Named, NameReader
from echotune.chat.understand.request import UnderstoodRequest
from echotune.chat.understand.text import Sentence
from echotune.recommend.request import Direction, Era, FeatureName, FeatureWish


@dataclass(slots=True)
class Reading:
    """Handed from reader to reader; `signs` are small facts that decide the intent (`comparative`, `reference` ...)."""

    sentence: Sentence
    names: NameReader
    today: date
    request: UnderstoodRequest = field(default_factory=UnderstoodRequest)
    signs: set[str] = field(default_factory=set)
    expects: NameKind | None = None
    """The kind of name the frame is about: a track after "queue", an artist after "some"."""

    def take(self, start: int, end: int, role: str, *signs: str) -> int:
        """Take the tokens and note the signs; the index after them."""
        self.sentence.take(start, end, role)
        self.signs.update(signs)
        return end

    def add_name(self, named: Named) -> None:
        """Put a name asked for plainly into its list."""
        lists = {
            "artist": self.request.artists,
            "track": self.request.tracks,
            "album": self.request.albums,
            "genre": self.request.genres,
        }
        add(lists[named.kind], named.text)

    def add_meaning(self, meaning: Meaning) -> None:
        """Put a word of the lexicon where it belongs."""
        request = self.request
        if meaning.kind == "time":
            request.time_of_day = meaning.value  # type: ignore[assignment]
        else:
            lists = {
                "genre": request.genres,
                "mood": request.moods,
                "activity": request.activities,
                "instrument": request.instruments,
            }
            add(lists[meaning.kind], meaning.value)

    def point(self, feature: str, direction: Direction) -> None:
        """Wish a feature (or the era) in a direction."""
        if feature == "era":
            self.request.era = Era(delta=direction)
        else:
            self.request.features[feature] = FeatureWish(delta=direction)  # type: ignore[index]

    def bound(self, feature: FeatureName, *, least: float) -> None:
        self.request.features[feature] = FeatureWish(min=least)


def add(names: list[str], name: str) -> None:
    """Append unless it is there already, whatever its case."""
    if name.casefold() not in {known.casefold() for known in names}:
        names.append(name)
