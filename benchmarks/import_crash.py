"""30 kill -9 of an import of 200,000 rows in 7 overlapping files: the content is that of an undisturbed run.

Ten of the kills hit the database (its server process, or the import's own backend), at least 24 land between 5 % and
95 % of the committed rows. Prints one JSON document; exits 1 when anything differs.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.support.crashing import CrashBench, Kill, Victim, overlapping_files

ROWS = 200_000
ROUNDS = 5
KILLS_A_ROUND = 6
VICTIMS: tuple[Victim, ...] = ("importer", "server", "importer", "importer", "backend", "importer")
SEED = 20_261_120


def main() -> int:
    chance, began = random.Random(SEED), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="echotune-crash-") as folder:
        files = overlapping_files(Path(folder), ROWS)
        bench = CrashBench(Path(folder) / "home", files, batch_rows=5_000)
        try:
            expected = bench.undisturbed()
            rounds = []
            for _ in range(ROUNDS):
                shares = sorted(chance.uniform(0.05, 0.9) for _ in range(KILLS_A_ROUND))
                kills = [Kill(share, victim) for share, victim in zip(shares, VICTIMS, strict=True)]
                rounds.append(bench.disturbed(kills, of_rows=expected.read))
        finally:
            bench.close()
    shares = [share for outcome in rounds for share in outcome.shares]
    inside = sum(0.05 <= share <= 0.95 for share in shares)
    same = [outcome.content == expected.content and outcome.read == expected.read for outcome in rounds]
    report = {
        "rows": expected.read,
        "kills": len(shares),
        "killsOfTheDatabase": ROUNDS * sum(victim != "importer" for victim in VICTIMS),
        "killsBetween5And95Percent": inside,
        "roundsEqualToAnUndisturbedRun": sum(same),
        "rounds": ROUNDS,
        "balanced": all(outcome.balanced for outcome in rounds),
        "storedBySecondImports": sum(outcome.stored_again for outcome in rounds),
        "seconds": round(time.monotonic() - began, 1),
    }
    print(json.dumps(report))
    fine = all(same) and report["balanced"] and report["storedBySecondImports"] == 0 and inside >= 24
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
