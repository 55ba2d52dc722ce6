"""From the names and words of a request to recordings; what is not known is told, never dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from echotune.recommend.names import NONE, Names, key
from echotune.recommend.prepared import Prepared
from echotune.recommend.request import RecommendationRequest
from echotune.recommend.sound import Target

Index = NDArray[np.intp]
MOST_SEED_TRACKS = 6  # of a seed artist: the ones finished most


@dataclass(frozen=True)
class Seed:
    """A name to resemble: its recordings, those that stand for its sound, and the point they make."""

    name: str
    is_artist: bool
    recordings: Index
    exemplars: Index
    target: Target


@dataclass
class Resolved:
    """What a request's names stand for. `None` means not asked for; an empty index means asked for and not found."""

    like: list[Seed] = field(default_factory=list)
    between: list[Seed] = field(default_factory=list)
    artists: list[int] | None = None
    tracks: Index | None = None
    albums: Index | None = None
    genres: dict[str, Index] = field(default_factory=dict)
    excluded_artists: Index = field(default_factory=lambda: NONE)
    excluded_tracks: Index = field(default_factory=lambda: NONE)
    excluded_genres: dict[str, Index] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def seeds(self) -> list[Seed]:
        return self.like + self.between


def resolve(prepared: Prepared, request: RecommendationRequest) -> Resolved:
    """Look up every name of the request in the listener's library and catalogue."""
    return _Resolving(prepared, request).run()


class _Resolving:
    def __init__(self, prepared: Prepared, request: RecommendationRequest) -> None:
        self.prepared, self.request = prepared, request
        self.names: Names = prepared.names
        self.found = Resolved()
        self._qualified: set[int] = set()

    def run(self) -> Resolved:
        request, found = self.request, self.found
        by = [artist for artist in map(self.names.artist, request.artists) if artist is not None]
        found.like = self._seeds(request.seeds.like, by)
        found.between = self._seeds(request.seeds.between, by)
        if request.tracks:
            found.tracks = self._titled(request.tracks, by)
        found.artists = self._artists()
        if request.albums:
            found.albums = self._albums()
        found.genres = {name: self._genre(name, wanted=True) for name in request.genres}
        found.excluded_artists = self._excluded_artists()
        found.excluded_tracks = _joined([self._titled_or_note(name) for name in request.exclude.tracks])
        found.excluded_genres = {name: self._genre(name, wanted=False) for name in request.exclude.genres}
        return found

    def _artists(self) -> list[int] | None:
        """Wanted artists, but for those who only say whose track a title is ("Karma Police by Radiohead")."""
        wanted, unknown = [], 0
        for name in self.request.artists:
            artist = self.names.artist(name)
            if artist is None:
                unknown += 1
                self._note(f"No artist called {name} is in your library or catalogue.")
            elif artist not in self._qualified:
                wanted.append(artist)
        return wanted if wanted or unknown else None

    def _titled(self, titles: list[str], by: list[int]) -> Index:
        return _joined([self._by_one_of(self._titled_or_note(title), by) for title in titles])

    def _titled_or_note(self, title: str) -> Index:
        found = self.names.titled(title)
        if not len(found):
            self._note(f"No track called {title} is in your library or catalogue.")
        return found

    def _by_one_of(self, recordings: Index, artists: list[int]) -> Index:
        """Those by one of the artists, who then only qualify the title; all when none of them is by any."""
        theirs = recordings[np.isin(self.prepared.model.artist_no[recordings], artists)]
        if not len(theirs):
            return recordings
        self._qualified.update(self.prepared.model.artist_no[theirs].tolist())
        return theirs

    def _seeds(self, names: list[str], by: list[int]) -> list[Seed]:
        return [seed for seed in (self._seed(name, by) for name in names) if seed]

    def _seed(self, name: str, by: list[int]) -> Seed | None:
        artist, titled = self.names.artist(name), self.names.titled(name)
        qualified = titled[np.isin(self.prepared.model.artist_no[titled], by)]
        if len(qualified):
            self._qualified.update(self.prepared.model.artist_no[qualified].tolist())
            return self._made(name, False, qualified)
        if artist is not None:
            return self._made(self.prepared.model.artist_names[artist], True, self.names.artist_recordings(artist))
        if len(titled):
            return self._made(name, False, self._most_played(titled)[:1])
        self._note(f"Nothing called {name} is in your library or catalogue, so nothing could be compared with it.")
        return None

    def _made(self, name: str, is_artist: bool, recordings: Index) -> Seed:
        exemplars = self._sounding(recordings)
        if not len(exemplars) and not is_artist:
            exemplars = self._sounding(self.names.artist_recordings(self.prepared.model.artist_no[recordings[0]]))
            if len(exemplars):
                self._note(f"How {name} itself sounds is not known here; other songs of the artist stood for it.")
        if not len(exemplars):
            self._note(f"How {name} sounds is not known here; only what you played together with it could be used.")
        return Seed(name, is_artist, recordings, exemplars, self.prepared.sound.centre(exemplars))

    def _sounding(self, recordings: Index) -> Index:
        """The ones most finished whose sound is known."""
        return self._most_played(recordings[self.prepared.sound.compared[recordings]])[:MOST_SEED_TRACKS]

    def _most_played(self, recordings: Index) -> Index:
        """By finished plays, then listens, then name."""
        model = self.prepared.model
        return recordings[np.lexsort((recordings, -model.listens[recordings], -model.finished[recordings]))]

    def _albums(self) -> Index:
        found = []
        for name in self.request.albums:
            found.append(self.names.album(name))
            if not len(found[-1]):
                self._note(f"No album called {name} is in your library or catalogue.")
        return _joined(found)

    def _genre(self, name: str, *, wanted: bool) -> Index:
        exact = self.names.genre(name)
        if len(exact):
            return exact
        wider = self.names.wider_genres(name)
        if wider:
            self._note(f"Nothing is tagged {name} as such; {_listed(wider)} stood for it.")
        elif wanted:
            self._note(f"Nothing in your library or catalogue is tagged {name}.")
        return _joined([self.names.genre(genre) for genre in wider])

    def _excluded_artists(self) -> Index:
        found = []
        for name in self.request.exclude.artists:
            artist = self.names.artist(name)
            if artist is not None:
                found.append(self.names.artist_recordings(artist))
            found.append(self.names.featuring(key(name)))
        return _joined(found)

    def _note(self, sentence: str) -> None:
        if sentence not in self.found.notes:
            self.found.notes.append(sentence)


def _joined(parts: list[Index]) -> Index:
    return np.unique(np.concatenate([NONE, *parts]))


def _listed(names: list[str], most: int = 4) -> str:
    shown = names[:most]
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return (", ".join(shown) if rest or len(shown) < 2 else f"{', '.join(shown[:-1])} and {shown[-1]}") + rest
