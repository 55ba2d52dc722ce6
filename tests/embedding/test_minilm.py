"""The encoder says what the published model says, from files that are what they should be, without a network."""

from __future__ import annotations

import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from echotune.embedding import files
from echotune.embedding.minilm import MiniLM


def test_cosines_are_the_published_ones(minilm: MiniLM) -> None:
    """The figures stand in the documentation of sentence-transformers, "Quickstart"."""
    vectors = minilm.encode(["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."])
    published = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]
    np.testing.assert_allclose(vectors @ vectors.T, published, atol=6e-5)


def test_a_text_has_one_vector_whatever_it_comes_with(minilm: MiniLM) -> None:
    texts = [f"song {number} {'and on ' * (number % 5)}" for number in range(40)] + ["", "  "]
    together = minilm.encode(texts)
    alone = np.concatenate([minilm.encode([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=2e-6)
    np.testing.assert_allclose(np.linalg.norm(together[:40], axis=1), 1, atol=1e-6)
    assert not together[40:].any()
    assert minilm.encode([]).shape == (0, minilm.dim)


def test_threads_share_one_encoder(minilm: MiniLM) -> None:
    texts = ["rainy afternoon", "running in the sun"] * 4
    with ThreadPoolExecutor(4) as threads:
        vectors = list(threads.map(lambda text: minilm.encode([text])[0], texts))
    assert all(np.array_equal(vector, vectors[place % 2]) for place, vector in enumerate(vectors))


def test_nothing_is_looked_up_on_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert MiniLM().encode(["a fresh encoder"]).shape == (1, 384)


@pytest.mark.parametrize("name", sorted(files.SHA256))
def test_a_changed_or_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    for other in files.SHA256:
        (tmp_path / other).symlink_to(files.folder() / other)
    (tmp_path / name).unlink()
    with pytest.raises(files.UnusableModel, match=f"{name} cannot be read"):
        MiniLM(tmp_path).encode(["x"])
    shutil.copy(files.folder() / name, tmp_path / name)
    with (tmp_path / name).open("r+b") as file:
        file.seek(100_000)
        byte = file.read(1)
        file.seek(100_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(files.UnusableModel, match=f"{name} has been changed"):
        MiniLM(tmp_path).encode(["x"])


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PACKAGE", "no_such_package_anywhere")
    with pytest.raises(files.UnusableModel, match="not installed"):
        MiniLM().load()
