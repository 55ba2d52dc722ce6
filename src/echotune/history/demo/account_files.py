"""The other files of the package: playlists and library (facts to keep), and what an import names as ignored."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
import numpy as np

from echotune.history.demo import names
from echotune.history.demo.generate import Demo
from echotune.history.demo.layout import ACCOUNT_FOLDER, EXTENDED_FOLDER
from echotune.history.demo.rows import TRACK

READ_ME = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
SAVED, PLAYLISTS, PLAYLIST_TRACKS = 400, 8, 40


def account_files(demo: Demo) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file that holds no streaming history."""
    favourites = _favourites(demo)
    yield f"{EXTENDED_FOLDER}/ReadMeFirst_ExtendedStreamingHistory.pdf", READ_ME
    yield f"{ACCOUNT_FOLDER}/Read_Me_First.pdf", READ_ME
    yield _json("Playlist1", _playlists(demo, favourites))
    yield _json("YourLibrary", _library(demo, favourites))
    yield _json("Follow", {"followerCount": 3, "followingUsersCount": 5, "dismissingUsersCount": 0})
    yield _json("Inferences", {"inferences": ["1P_Custom_Ambient_Listeners", "3P_Rainy_Evenings"]})
    searched = f"{demo.until - timedelta(days=49)}T19:11:08Z[UTC]"
    yield _json("SearchQueries", [{"platform": "IPHONE", "searchTime": searched, "searchQuery": "halden"}])
    yield _json("StreamingHistory_audiobook_0", [])


def _json(name: str, document: object) -> tuple[str, bytes]:
    return f"{ACCOUNT_FOLDER}/{name}.json", msgspec.json.format(msgspec.json.encode(document), indent=2)


def _favourites(demo: Demo) -> list[int]:
    music = demo.rows.kind == TRACK
    tracks, plays = np.unique(demo.rows.item[music], return_counts=True)
    ranked: list[int] = tracks[np.lexsort((tracks, -plays))].tolist()
    return ranked


def _playlists(demo: Demo, favourites: list[int]) -> dict[str, object]:
    rng = np.random.default_rng([demo.seed, 71])
    made = []
    for number in range(PLAYLISTS):
        day = date(2016 + number, 3, 1) + timedelta(days=int(rng.integers(0, 200)))
        pool = favourites[: 60 * (number + 2)]
        chosen = rng.permutation(len(pool))[:PLAYLIST_TRACKS]
        items = [_playlist_item(demo, pool[i], day + timedelta(days=n)) for n, i in enumerate(chosen.tolist())]
        made.append(
            {
                "name": names.playlist_title(demo.seed * 31 + number),
                "lastModifiedDate": items[-1]["addedDate"] if items else day.isoformat(),
                "collaborators": [],
                "items": items,
                "description": None,
                "numberOfFollowers": 0,
            }
        )
    return {"playlists": made}


def _playlist_item(demo: Demo, track: int, added: date) -> dict[str, object]:
    title, artist, album, uri = demo.naming.song(track, 0)
    song = {"trackName": title, "artistName": artist, "albumName": album, "trackUri": uri}
    return {"track": song, "episode": None, "audiobook": None, "localTrack": None, "addedDate": added.isoformat()}


def _library(demo: Demo, favourites: list[int]) -> dict[str, object]:
    saved = []
    for track in favourites[:SAVED:2]:
        title, artist, album, uri = demo.naming.song(track, 0)
        saved.append({"artist": artist, "album": album, "track": title, "uri": uri})
    artists = [
        {"name": demo.naming.world.artist_names[artist], "uri": f"spotify:artist:{artist:022d}"} for artist in range(6)
    ]
    empty: dict[str, object] = {
        key: [] for key in ("albums", "shows", "episodes", "bannedTracks", "bannedArtists", "other")
    }
    return {"tracks": saved, "artists": artists, **empty}
