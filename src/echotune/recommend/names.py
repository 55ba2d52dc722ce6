"""Names that listeners say -> recordings, without regard to case; accents and a leading "the" only where needed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.word_index import WordIndex
from echotune.taste.listener import ListenerModel

Index = NDArray[np.intp]
NONE: Index = np.zeros(0, np.intp)
GUEST_WORDS = ("feat", "ft", "featuring", "with")
GUEST = re.compile(rf"(?<![^\W_])(?:{'|'.join(GUEST_WORDS)})(?![^\W_])\.?")
CREDITS = re.compile(r"\s*(?:,|;|\bfeat\b\.?|\bft\b\.?|\bfeaturing\b)\s*", re.IGNORECASE)


def key(name: str) -> str:
    return name.strip().lower()


def folded(name: str) -> str:
    """Without accents, punctuation at the ends, and a leading "the"."""
    plain = key(name)
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return plain.removeprefix("the ").strip(" .!?'\"")


class Names:
    """Look-up tables of one model, each built when it is first needed."""

    def __init__(self, model: ListenerModel) -> None:
        self._model = model

    def warm(self) -> None:
        """Build the tables that nearly every request needs."""
        _ = self._model.index_of_artist, self._by_artist, self._titles, self._title_words, self._guests, self._credits
        _ = self._folded_artists, self._folded_titles

    def artist(self, name: str) -> int | None:
        """The artist of that name, exactly; else the only one that is the same when folded."""
        exact = self._model.index_of_artist.get(key(name))
        if exact is not None:
            return exact
        alike = self._folded_artists.get(folded(name), [])
        return alike[0] if len(alike) == 1 else None

    def artist_recordings(self, artist: int) -> Index:
        order, starts = self._by_artist
        return order[starts[artist] : starts[artist + 1]]

    def titled(self, title: str) -> Index:
        """Recordings with that title."""
        found = self._titles.get(key(title)) or self._folded_titles.get(folded(title)) or []
        return np.array(found, np.intp)

    def album(self, name: str) -> Index:
        """Recordings with a release on that album."""
        found = self._albums.get(key(name), [])
        return np.unique(self._model.members.recording[found]).astype(np.intp)

    def genre(self, name: str) -> Index:
        return self._model.tags.recordings(name).astype(np.intp)

    def wider_genres(self, name: str) -> list[str]:
        """Genres whose words contain this one's ("rock" in "art rock"), for a genre that is not there itself."""
        wanted = re.compile(rf"(?:^|[\s/-]){re.escape(key(name))}(?:$|[\s/-])")
        return [genre for genre in self._model.tags.names if wanted.search(genre)]

    def title_word(self, word: str) -> Index:
        """Recordings with that whole word (or words) in the title."""
        return self._title_words.containing(word)

    def featuring(self, artist_key: str) -> Index:
        """Recordings that credit the artist: as a guest in the title ("feat. X"), among several artists, or alone."""
        guests, recordings = self._guests
        titled = recordings[guests.containing(artist_key)]
        credited = [self.artist_recordings(artist) for artist in self._credits.get(artist_key, [])]
        return np.unique(np.concatenate([titled, *credited])).astype(np.intp)

    @cached_property
    def _guests(self) -> tuple[WordIndex, Index]:
        """What titles say after "feat.", and whose titles those are."""
        marked = np.unique(np.concatenate([self._title_words.containing(word) for word in GUEST_WORDS]))
        found = [(GUEST.split(_title_key(self._model, at), 1)[1], at) for at in marked.tolist()]
        return WordIndex([guests for guests, _ in found]), np.array([at for _, at in found], np.intp)

    @cached_property
    def _credits(self) -> dict[str, list[int]]:
        """Artists by each name that they are credited by: "a, b" by "a" and by "b"."""
        groups: dict[str, list[int]] = defaultdict(list)
        for artist, credit in enumerate(self._model.artist_keys):
            for name in set(CREDITS.split(credit)) if CREDITS.search(credit) else (credit,):
                groups[name].append(artist)
        return groups

    @cached_property
    def _by_artist(self) -> tuple[Index, Index]:
        order = np.argsort(self._model.artist_no, kind="stable")
        numbers = np.arange(len(self._model.artist_keys) + 1)
        return order, np.searchsorted(self._model.artist_no[order], numbers)

    @cached_property
    def _folded_artists(self) -> dict[str, list[int]]:
        return _grouped(folded(name) for name in self._model.artist_keys)

    @cached_property
    def _titles(self) -> dict[str, list[int]]:
        return _grouped(name.partition("\t")[2] for name in self._model.keys)

    @cached_property
    def _folded_titles(self) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = defaultdict(list)
        for title, recordings in self._titles.items():
            groups[folded(title)].extend(recordings)
        return groups

    @cached_property
    def _albums(self) -> dict[str, list[int]]:
        return _grouped(key(album) for album in self._model.members.albums)

    @cached_property
    def _title_words(self) -> WordIndex:
        return WordIndex([name.partition("\t")[2] for name in self._model.keys])


def _title_key(model: ListenerModel, recording: int) -> str:
    return model.keys[recording].partition("\t")[2]


def _grouped(names: Iterable[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        groups[name].append(at)
    return dict(groups)
