"""What every encoder promises, held over the whole registry."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from echotune.core.settings import EmbeddingSettings, InvalidSettings, Settings
from echotune.embedding.registry import ENCODERS


@pytest.mark.parametrize("model_id", ENCODERS)
def test_an_encoder_gives_unit_rows_again_and_again(model_id: str) -> None:
    encoder = ENCODERS[model_id]
    assert encoder.model_id == model_id
    vectors = encoder.encode(["calm music", "", "loud music", "calm music"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, encoder.dim)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1, 1], atol=1e-5)
    np.testing.assert_array_equal(vectors, encoder.encode(["calm music", "", "loud music", "calm music"]))


@pytest.mark.parametrize("model_id", ENCODERS)
def test_an_encoder_orders_what_people_would_order_alike(model_id: str) -> None:
    """Nearest first: one meaning in other words, then the same field, then something else."""
    words = [
        ("happy songs", "joyful music", "sad songs", "tax return"),
        ("music for running", "workout playlist", "music for sleeping", "a recipe for soup"),
        ("hip hop", "rap", "jazz", "carpentry"),
    ]
    for said, *expected in words:
        vectors = ENCODERS[model_id].encode([said, *expected])
        nearness = vectors[1:] @ vectors[0]
        assert [expected[place] for place in np.argsort(-nearness)] == expected


def test_a_setting_chooses_among_the_encoders_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    annotation = EmbeddingSettings.model_fields["model_id"].annotation
    assert set(get_args(annotation)) == {*ENCODERS, "none"}
    monkeypatch.setenv("EMBEDDING_MODEL_ID", "text-davinci")
    with pytest.raises(InvalidSettings, match="EMBEDDING_MODEL_ID"):
        Settings.load()
