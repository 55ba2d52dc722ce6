"""R1: whatever is killed, and whenever, the stored set is that of an undisturbed run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.crashing import CrashBench, Kill, Outcome, overlapping_files

ROWS = 20_000


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CrashBench]:
    files = overlapping_files(tmp_path_factory.mktemp("files"), ROWS)
    bench = CrashBench(tmp_path_factory.mktemp("crash"), files, batch_rows=1_500)
    yield bench
    bench.close()


@pytest.fixture(scope="module")
def undisturbed(bench: CrashBench) -> Outcome:
    outcome = bench.undisturbed()
    assert outcome.balanced
    return outcome


@pytest.mark.parametrize(
    "kills",
    [
        [Kill(0.1, "importer"), Kill(0.4, "importer"), Kill(0.7, "importer")],
        [Kill(0.15, "server"), Kill(0.5, "backend"), Kill(0.6, "importer"), Kill(0.75, "server")],
    ],
    ids=["the importer", "the database and the importer"],
)
def test_kills_leave_what_an_undisturbed_run_stores(bench: CrashBench, undisturbed: Outcome, kills: list[Kill]) -> None:
    outcome = bench.disturbed(kills, of_rows=undisturbed.read)
    assert all(0.05 <= share <= 0.95 for share in outcome.shares), outcome.shares
    assert outcome.balanced
    assert (outcome.content, outcome.read) == (undisturbed.content, undisturbed.read)
    assert outcome.stored_again == 0


def test_an_importer_that_checkpoints_before_its_rows_fails_the_same_check(
    bench: CrashBench, undisturbed: Outcome
) -> None:
    kills = [Kill(share / 10, "importer") for share in (2, 4, 6, 8)]
    outcome = bench.disturbed(kills, "naive", of_rows=undisturbed.read)
    assert outcome.content != undisturbed.content
    assert outcome.stored_again > 0
