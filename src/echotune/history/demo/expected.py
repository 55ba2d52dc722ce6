"""What an import of a demo has to report, counted from the rows themselves and not by an importer."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from echotune.history.demo.layout import NEW, OLD, HistoryFile
from echotune.history.demo.naming import Naming
from echotune.history.demo.rows import CHAPTER, EPISODE, LOCAL, NAMELESS, Rows


class Expected(NamedTuple):
    """`plays` is what the views show: each natural key once, no short row that an extended one explains.

    A short row that is read before its extended twin is stored and superseded, else it is a duplicate; so `stored`
    lies between `plays` and `plays + explained_short`, depending on the order of the files.
    """

    read: int
    rejected_no_item: int
    plays: int
    explained_short: int


def expect(rows: Rows, files: list[HistoryFile], naming: Naming) -> Expected:
    """Counts for a whole ZIP in a fresh account."""
    extended = np.concatenate([file.rows for file in files if file.form in (OLD, NEW)])
    short = np.concatenate([file.rows for file in files if file.form not in (OLD, NEW)])
    told = extended[rows.kind[extended] != NAMELESS]
    distinct = _distinct(rows, told)
    known = {_short_key(rows, naming, i) for i in distinct[rows.end[distinct] >= rows.end[short].min() - 60].tolist()}
    short_keys = [_short_key(rows, naming, i) for i in short.tolist()]
    explained = {key for key in short_keys if key in known}
    return Expected(
        read=len(extended) + len(short),
        rejected_no_item=len(extended) - len(told),
        plays=len(distinct) + len(set(short_keys) - known),
        explained_short=len(explained),
    )


def _distinct(rows: Rows, index: NDArray[np.int64]) -> NDArray[np.int64]:
    """One index of each natural key (end, item, ms_played)."""
    kind = rows.kind[index].astype(np.int64)
    family = np.select([kind == EPISODE, kind == CHAPTER, kind == LOCAL], [1, 2, 3], 0)
    item = (rows.item[index].astype(np.int64) * 2 + rows.release[index]) * 4 + family
    order = np.lexsort((rows.ms_played[index], item, rows.end[index]))
    columns = np.stack([rows.end[index][order], item[order], rows.ms_played[index][order].astype(np.int64)])
    first: NDArray[np.bool_] = np.append(True, (np.diff(columns, axis=1) != 0).any(axis=0))
    distinct: NDArray[np.int64] = index[order][first]
    return distinct


def _short_key(rows: Rows, naming: Naming, i: int) -> tuple[str | None, str | None, int, int]:
    kind, item, release = int(rows.kind[i]), int(rows.item[i]), int(rows.release[i])
    if kind == EPISODE:
        title, artist, _ = naming.episode(item)
    elif kind == CHAPTER:
        return (None, None, -1, i)
    else:
        title, artist, _, _ = naming.song(item, release)
    return (title, artist, int(rows.end[i]) // 60, int(rows.ms_played[i]))
