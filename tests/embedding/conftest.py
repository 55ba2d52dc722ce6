"""The weights are loaded once a run."""

from __future__ import annotations

import pytest

from echotune.embedding.minilm import MiniLM
from echotune.embedding.registry import ENCODERS


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    encoder = ENCODERS["all-MiniLM-L6-v2"]
    assert isinstance(encoder, MiniLM)
    return encoder
