"""Stated figures of a public set, reproduced: so the protocol measures what others measure."""

from __future__ import annotations

from pathlib import Path

import pytest

from echotune.training.cf.collaborative_model import Parameters
from echotune.training.cf.files import read_sequences, read_triples
from echotune.training.cf.metrics import measured
from echotune.training.cf.models import CF_MODELS
from echotune.training.cf.ranking import rank
from echotune.training.cf.splits import Split, against, leave_last_out

SETS = Path(__file__).resolve().parents[4] / "shared" / "data" / "interactions"

pytestmark = pytest.mark.skipif(
    not SETS.exists(), reason=f"ANCHORS NOT CHECKED: the public interaction sets are not in {SETS}"
)


def found(split: Split, name: str, parameters: Parameters) -> dict[str, float]:
    model = CF_MODELS[name](**parameters).fit(split.train)
    return measured(rank(model, split.train, split.targets).hits, split.targets.counts)


@pytest.mark.parametrize(
    ("name", "parameters", "recall", "ndcg"),
    [
        ("popularity", {}, 0.037, 0.021),
        ("itemknn", {"neighbours": 1000, "shrinkage": 5.0}, 0.267, 0.210),
    ],
)
def test_two_files_of_triples(name: str, parameters: Parameters, recall: float, ndcg: float) -> None:
    folder = SETS / "lightgcn_lastfm"
    split = against(read_triples(folder / "train.txt"), read_triples(folder / "test.txt"))
    figures = found(split, name, parameters)
    assert figures["recall@20"] == pytest.approx(recall, abs=0.006)
    assert figures["ndcg@20"] == pytest.approx(ndcg, abs=0.006)


def test_sequences_with_the_last_left_out() -> None:
    split = leave_last_out(read_sequences(SETS / "s3rec_lastfm" / "LastFM.txt"))
    figures = found(split, "popularity", {})
    assert figures["hr@10"] == pytest.approx(0.044, abs=0.001)
    assert figures["ndcg@10"] == pytest.approx(0.020, abs=0.001)
