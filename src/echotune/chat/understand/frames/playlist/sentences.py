"""Every sentence about a playlist, in the order in which the forms are asked."""

from __future__ import annotations

from echotune.chat.understand.frames.playlist.adding import read_add, read_add_first, read_needs
from echotune.chat.understand.frames.playlist.changing import read_change, read_delete, read_remove, read_rename
from echotune.chat.understand.frames.playlist.making import read_create, read_save, read_save_as
from echotune.chat.understand.patterns import Bare
from echotune.chat.understand.reading import Reading

_PLAYED_AS = {("on", "shuffle"), ("on", "repeat"), ("on", "loop"), ("on", "random")}


def read_playlist(reading: Reading, bare: Bare) -> bool:
    """Fills `playlist` and takes the frame's words; the wish inside is left for the readers."""
    if "queue" in bare.words or (bare.words[-1:] == ["que"] and bare.words[-2:-1] in (["the"], ["my"])):
        return False
    if tuple(bare.words[-2:]) in _PLAYED_AS:
        return False
    return any(
        read(reading, bare)
        for read in (
            read_save_as,
            read_save,
            read_rename,
            read_remove,
            read_add,
            read_add_first,
            read_needs,
            read_delete,
            read_change,
            read_create,
        )
    )
