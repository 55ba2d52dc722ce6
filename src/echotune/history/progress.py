"""How far an import is: the counters that balance, the files, and the checkpoint to go on from."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from echotune.history.early import Insights

FileStatus = Literal["waiting", "reading", "done", "ignored", "failed"]


class FileProgress(Struct):
    name: str
    label: str
    kind: Literal["history", "library", "other"]
    status: FileStatus
    rows: int = 0
    rows_total: int | None = None
    note: str | None = None

    def note_unknown_keys(self, keys: frozenset[str]) -> None:
        """Say which keys of the rows nobody knew; they are ignored."""
        if keys and self.note is None:
            named = sorted(keys)
            more = f" and {len(named) - 5} more" if len(named) > 5 else ""
            self.note = f"unknown keys ignored: {', '.join(named[:5])}{more}"


class Progress(Struct):
    """Stored with each batch, in the batch's transaction: what it says is exactly what is in the database."""

    files: list[FileProgress] = field(default_factory=list)
    read: int = 0
    stored: int = 0
    duplicate: int = 0
    rejected: int = 0
    rejected_by_reason: dict[str, int] = field(default_factory=dict)
    library_items: int = 0
    checkpoint_file: int = 0
    checkpoint_rows: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
    rows_per_second: float = 0
    seconds_left: float | None = None
    current_year: int | None = None
    early: Insights = field(default_factory=Insights)

    def start(self, files: list[FileProgress]) -> None:
        """From nothing, with these files."""
        for name, value in zip(self.__struct_fields__, msgspec.structs.astuple(Progress(files=files)), strict=True):
            setattr(self, name, value)

    def reject(self, reason: str, rows: int = 1) -> None:
        self.rejected += rows
        self.rejected_by_reason[reason] = self.rejected_by_reason.get(reason, 0) + rows

    def stored_form(self) -> str:
        return msgspec.json.encode(self).decode()


def restored(stored: dict[str, Any]) -> Progress:
    """From the stored form; an import that has not begun has none."""
    return msgspec.convert(stored, Progress)
