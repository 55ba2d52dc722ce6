"""The rows of the export before they are written: one array a column."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

TRACK, EPISODE, CHAPTER, VIDEO, LOCAL, NAMELESS = range(6)

START_REASONS = (
    "trackdone",
    "fwdbtn",
    "backbtn",
    "clickrow",
    "playbtn",
    "appload",
    "remote",
    "trackerror",
    "unknown",
    "",
    "clickside",
    "click-row",
    "popup",
    "uriopen",
    "persisted",
    "switched-to-audio",
)
END_REASONS = (
    "trackdone",
    "fwdbtn",
    "endplay",
    "backbtn",
    "logout",
    "unexpected-exit-while-paused",
    "unexpected-exit",
    "remote",
    "trackerror",
    "unknown",
    "",
    None,
    "clickrow",
    "appload",
)
START = {reason: code for code, reason in enumerate(START_REASONS)}
END = {reason: code for code, reason in enumerate(END_REASONS)}

OFFLINE_NULL, OFFLINE_ZERO, OFFLINE_SECONDS, OFFLINE_MS = range(4)


@dataclass
class Rows:
    """Columns of equal length. `end` is in seconds since 1970 (UTC), `item` an index into the kind's own table."""

    end: NDArray[np.int64]
    ms_played: NDArray[np.int32]
    kind: NDArray[np.int8]
    item: NDArray[np.int32]
    release: NDArray[np.int8]
    reason_start: NDArray[np.int8]
    reason_end: NDArray[np.int8]
    shuffle: NDArray[np.bool_]
    skipped: NDArray[np.bool_]
    offline: NDArray[np.bool_]
    incognito: NDArray[np.bool_]
    offline_form: NDArray[np.int8]
    platform: NDArray[np.int8]
    address: NDArray[np.int8]
    country: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.end)

    def take(self, index: NDArray[np.int64] | NDArray[np.bool_]) -> "Rows":
        return Rows(**{column.name: getattr(self, column.name)[index] for column in fields(self)})

    @staticmethod
    def join(parts: "list[Rows]") -> "Rows":
        """All parts, in order of time (ties in the order given)."""
        columns = {c.name: np.concatenate([getattr(part, c.name) for part in parts]) for c in fields(Rows)}
        joined = Rows(**columns)
        return joined.take(np.argsort(joined.end, kind="stable"))
