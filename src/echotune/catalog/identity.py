"""The three ids: what a row names (item), one release of a song (track), the song itself (recording).

All are pure functions of names and URIs, computed here and never in SQL, so that a second machine makes the same ids.
"""

import hashlib
import unicodedata
from uuid import UUID

NAMESPACE = UUID("6f1d2a52-7a0e-5c86-9f0b-3f0c5e1f9a6d")
SEPARATOR = "\t"
LONGEST_KEY_BYTES = 2000
"""PostgreSQL's index entries hold 2704."""
_NAMESPACE_BYTES = NAMESPACE.bytes


def fold(name: str) -> str:
    """A name without case, in Unicode NFC: names that read alike are equal. Applying it twice changes nothing."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def names_item(artist: str, title: str, album: str) -> str:
    """The item of a row that has no URI. A tab inside a name becomes a space, so that three names stay three."""
    return SEPARATOR.join(fold(name).replace(SEPARATOR, " ") for name in (artist, title, album))


def track_id(item: str) -> UUID:
    """The UUIDv5 of an item in the product's own namespace."""
    digest = hashlib.sha1(_NAMESPACE_BYTES + item.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return UUID(bytes=digest[:16], version=5)


def recording_key(artist: str, title: str, item: str = "") -> str:
    """What two releases of one song have in common, until recordings can be merged and split by hand.

    A track whose title nobody told has nothing in common with another: its key is its `item`. Names too long for an
    index entry are replaced by their digest.
    """
    if not title.strip() and item:
        return item
    key = f"{artist.strip().lower()}{SEPARATOR}{title.strip().lower()}"
    if len(encoded := key.encode("utf-8", "surrogatepass")) > LONGEST_KEY_BYTES:
        return f"sha256:{hashlib.sha256(encoded).hexdigest()}"
    return key
