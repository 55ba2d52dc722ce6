"""Imports one file after another in one process and prints, a line each, how it ended and how much memory it took.

`python -m tests.support.hostile_child DSN USER PATH...`
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from uuid import UUID

from echotune.core.errors import EchoTuneError
from echotune.history.reading import Watch
from tests.support.importing import import_paths


def peak_mb() -> float:
    """Of this program alone: `ru_maxrss` would begin with what the parent held when it forked."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main(dsn: str, user_id: str, *paths: str) -> None:
    before = peak_mb()
    for path in paths:
        try:
            progress = import_paths(dsn, UUID(user_id), Path(path), watch=Watch(longest_seconds=120))
            ended = {
                "read": progress.read,
                "stored": progress.stored,
                "duplicate": progress.duplicate,
                "reasons": progress.rejected_by_reason,
                "files": [[file.name, file.status, file.note] for file in progress.files],
            }
        except EchoTuneError as failed:
            ended = {"error": failed.problem_code, "message": failed.message}
        print(json.dumps({"path": path, "rise": peak_mb() - before, **ended}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
