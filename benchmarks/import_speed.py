"""`echotune import` of generated exports without a network: 203,090 rows in 8 s, 1,000,000 rows in 30 s, 400 MiB.

Budgets are for two quiet cores: each is multiplied by how much longer than its own CPU time a busy loop on two cores
takes here and now (1.0 on a quiet machine). Prints one JSON document; exits 1 when over.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from tests.support.exports import UNTIL
from tests.support.slowness import slowness

from echotune.history.demo import generate, write_zip

BUDGETS = {203_090: 8.0, 1_000_000: 30.0}
MOST_MIB = 400
FEWEST_TRACKS = 40_000
COMMAND = Path(sys.executable).parent / "echotune"
WITHOUT_NETWORK = ["unshare", "-n" if os.geteuid() == 0 else "-rn"] if shutil.which("unshare") else []


def main() -> int:
    runs = []
    with tempfile.TemporaryDirectory(prefix="echotune-speed-") as folder:
        for rows, budget in BUDGETS.items():
            runs.append(_measure(Path(folder), rows, budget))
    print(json.dumps({"runs": runs}, indent=1))
    return 0 if all(run["withinBudget"] for run in runs) else 1


def _measure(folder: Path, rows: int, budget: float) -> dict[str, Any]:
    export, home = folder / f"{rows}.zip", folder / f"home{rows}"
    demo = generate(rows, 1, until=UNTIL)
    write_zip(demo, export)
    tracks = len({(int(kind), int(item)) for kind, item in zip(demo.rows.kind, demo.rows.item, strict=True)})
    del demo
    _echotune(home, "db", "upgrade")
    slower = slowness(processors=2, seconds=1)
    seconds, mib, first = _import(home, export)
    slower = (slower + slowness(processors=2, seconds=1)) / 2
    _, _, second = _import(home, export)
    balanced = first["read"] == first["stored"] + first["duplicate"] + first["rejected"]
    within = seconds <= budget * slower and mib <= MOST_MIB and balanced and second["stored"] == 0
    if rows >= 1_000_000:
        within = within and tracks >= FEWEST_TRACKS
    return {
        "rows": first["read"],
        "distinctTracks": tracks,
        "seconds": round(seconds, 2),
        "budgetSeconds": budget,
        "slowness": round(slower, 2),
        "rowsPerSecond": round(first["read"] / seconds),
        "peakMiB": round(mib, 1),
        "budgetMiB": MOST_MIB,
        "balanced": balanced,
        "storedBySecondImport": second["stored"],
        "network": "none" if WITHOUT_NETWORK else "as it is",
        "withinBudget": within,
    }


def _import(home: Path, export: Path) -> tuple[float, float, dict[str, Any]]:
    """Wall seconds of the whole command, the sum of its processes' peaks (PostgreSQL apart), and its last line."""
    began = time.monotonic()
    command = subprocess.Popen(
        [*WITHOUT_NETWORK, COMMAND, "import", str(export), "--json"],
        env={**os.environ, "ECHOTUNE_HOME": str(home)},
        stdout=subprocess.PIPE,
    )
    peaks: dict[int, int] = {}
    while command.poll() is None:
        for process in [psutil.Process(command.pid), *psutil.Process(command.pid).children(recursive=True)]:
            try:
                if process.name() not in ("postgres", "pg_ctl"):
                    peaks[process.pid] = max(peaks.get(process.pid, 0), process.memory_info().rss)
            except psutil.NoSuchProcess:
                continue
        time.sleep(0.05)
    seconds = time.monotonic() - began
    if command.returncode != 0 or command.stdout is None:
        raise SystemExit(f"echotune import ended with {command.returncode}")
    return seconds, sum(peaks.values()) / 2**20, json.loads(command.stdout.read().splitlines()[-1])


def _echotune(home: Path, *arguments: str) -> None:
    subprocess.run([COMMAND, *arguments], env={**os.environ, "ECHOTUNE_HOME": str(home)}, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
