"""A seeded generator of a Spotify export in its real form, quirks included, with a catalogue pack beside it.

Everything in it is invented: names, habits, addresses. `generate(rows, seed, until=day)` makes a `Demo`, `write_zip` writes it.
"""

from echotune.history.demo.archive import write_zip
from echotune.history.demo.devices import CANARIES
from echotune.history.demo.generate import DEFAULT_ROWS, Demo, generate
from echotune.history.demo.listener import TIME_ZONE
from echotune.history.demo.pack import PackTrack, pack_tracks, write_pack

__all__ = [
    "CANARIES",
    "DEFAULT_ROWS",
    "TIME_ZONE",
    "Demo",
    "PackTrack",
    "generate",
    "pack_tracks",
    "write_pack",
    "write_zip",
]
