"""An importing process that is there to be killed: `python -m tests.support.crash_child DSN USER IMPORT ROWS naive|exact PATH...`

ROWS is the size of a batch. `naive` commits the checkpoint before the rows that it speaks of, as one might in good faith.
"""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

from echotune.history import importing, reading
from echotune.history.archive import Given, Sources
from echotune.history.batch import Batch
from echotune.history.loader import Artists, Loader
from echotune.history.progress import Progress
from echotune.history.reading import Watch


class NaiveLoader(Loader):
    def write(self, batch: Batch, progress: Progress, artist_of: Artists, *, announce: bool) -> str:
        self.checkpoint(progress)
        return super().write(batch, progress, artist_of, announce=announce)


def main(dsn: str, user_id: str, import_id: str, batch_rows: str, kind: str, *paths: str) -> None:
    reading.BATCH_ROWS = int(batch_rows)
    if kind == "naive":
        reading.Loader = NaiveLoader  # type: ignore[misc]
    order = importing.Order(dsn, UUID(user_id), UUID(import_id))
    given = [Given(Path(path), Path(path).name) for path in paths]
    importing.run(order, lambda: Sources(given), Watch())


if __name__ == "__main__":
    main(*sys.argv[1:])
