"""Which song a file is: what its tags say, else what its name and folders say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from echotune.catalog.audio.facts import FileTags
from echotune.catalog.identity import recording_key

_NUMBER = re.compile(r"^\d{1,3}(?:-\d{1,3})?(?:[.)_ -]+)(?=\S)")
"""A track number before a name: `07 `, `1-07. `, `12 - `."""
_DASHES = re.compile(r"\s+[-–—]\s+")


def possible_keys(path: Path, tags: FileTags) -> list[str]:
    """Recording keys that the file may have, the likeliest first, each once."""
    keys = (recording_key(_plain(artist), _plain(title)) for artist, title in _readings(path, tags))
    return list(dict.fromkeys(keys))


def _readings(path: Path, tags: FileTags) -> Iterator[tuple[str, str]]:
    """(artist, title). Names and folders are only read where the tags do not tell both."""
    if tags.title and tags.artist:
        yield tags.artist, tags.title
        yield tags.artist, _without_number(tags.title)
        return
    name = path.stem.replace("_", " ")
    for written in (name, _without_number(name)):
        parts = [part for part in _DASHES.split(written.strip()) if part]
        if len(parts) == 2:
            yield parts[0], parts[1]
        elif len(parts) > 2:
            yield parts[0], " - ".join(parts[1:])
            yield parts[0], parts[-1]
            yield parts[-2], parts[-1]
    title = tags.title or _without_number(name).strip()
    if tags.artist:
        yield tags.artist, title
    for folder in [folder.name for folder in path.parents][:2]:  # Artist/Album/07 Title, Artist/07 Title
        if folder:
            yield folder.replace("_", " "), title


def _without_number(name: str) -> str:
    return _NUMBER.sub("", name.strip())


def readable(name: str) -> str:
    """A file name as text: bytes that are none become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _plain(name: str) -> str:
    """File systems write accents in two characters, histories in one."""
    return unicodedata.normalize("NFC", readable(name)).strip()
