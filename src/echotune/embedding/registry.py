"""All encoders. To add one: a file here, an entry below, and its id in `core.settings.EmbeddingSettings`."""

from __future__ import annotations

from echotune.embedding.encoder import Encoder
from echotune.embedding.minilm import MiniLM

ENCODERS: dict[str, Encoder] = {encoder.model_id: encoder for encoder in (MiniLM(),)}
