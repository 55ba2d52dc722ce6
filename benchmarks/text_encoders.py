"""How well words find songs, and how fast texts are encoded: what is served against the other ways that were tried.

63 queries with hand-written answers (text_queries.toml) against 3,000 generated songs of one to four tags, whose names
have nothing to do with their tags. Prints one JSON line; exits non-zero when what is served no longer ranks best.
"""

from __future__ import annotations

import json
import random
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from echotune.embedding.minilm import MiniLM
from echotune.training import text
from echotune.training.text import Described, Joining

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]

SONGS, SEED, TOP = 3000, 5, 20
LEAST_NDCG = 0.38


class Remembering:
    """The encoder, asked for each text once."""

    model_id, dim = MiniLM.model_id, MiniLM.dim

    def __init__(self, encoder: MiniLM) -> None:
        self._encoder, self._known = encoder, dict[str, Floats]()

    def encode(self, texts: Sequence[str]) -> Floats:
        fresh = sorted(set(texts).difference(self._known))
        self._known.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        return np.array([self._known[one] for one in texts], np.float32).reshape(-1, self.dim)


class Static:
    """Mean of word pieces, each encoded alone without context: what a table in place of the network would do.

    Weighted by a / (a + frequency), the vocabulary being ordered by it (Arora et al., 2017; Zipf); the mean taken off.
    """

    def __init__(self, encoder: MiniLM, texts: Sequence[str]) -> None:
        self._tokeniser, self._network = encoder.load()
        used = np.unique(np.concatenate([self._pieces(one) for one in texts]).astype(np.intp))
        self._table = np.zeros((len(self._tokeniser.numbers), encoder.dim), np.float32)
        for part in np.array_split(used, len(used) // 64 + 1):
            ends = np.full((len(part), 1), self._tokeniser.first), np.full((len(part), 1), self._tokeniser.last)
            self._table[part] = self._network.outputs(np.hstack([ends[0], part[:, None], ends[1]])).mean(axis=1)
        self._table[used] -= self._table[used].mean(axis=0)
        frequency = 1 / np.maximum(used - 995, 1)
        self._table[used] *= (1e-4 / (1e-4 + frequency / 10))[:, None]

    def __call__(self, texts: Sequence[str]) -> Floats:
        return unit(np.stack([self._table[self._pieces(one)].sum(axis=0) for one in texts]))

    def _pieces(self, one: str) -> list[int]:
        return self._tokeniser.pieces(one, 254)


def unit(rows: Floats) -> Floats:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def main() -> int:
    judged = tomllib.loads(Path(__file__).with_name("text_queries.toml").read_text("utf-8"))
    songs, queries = catalogue(judged), [query["text"] for query in judged["query"]]
    relevance = np.array([[_grade(query, song) for song in songs] for query in judged["query"]])
    encoder = MiniLM()
    remembering = Remembering(encoder)
    sentences = [f"{', '.join(song.tags)}. {song.names}" for song in songs]
    table = Static(encoder, [*sentences, *queries, *{phrase for song in songs for phrase in song.tag_phrases}])

    def quality(encode: Encode, rows: Floats) -> float:
        return round(ndcg(encode(queries) @ rows.T, relevance), 3)

    speeds = {"names": _per_second(encoder.encode, [song.names for song in songs[:600]])}
    speeds["sentences"] = _per_second(encoder.encode, sentences[:300])
    speeds["staticSentences"] = _per_second(table, sentences)
    found = {"served": quality(encoder.encode, Joining(remembering).vectors(songs))}
    for share in (0.0, 0.3, 0.5, 1.0):
        text.NAMES_SHARE = np.float32(share)  # type: ignore[misc]
        found[f"names{share}"] = quality(encoder.encode, Joining(remembering).vectors(songs))
    found["oneSentence"] = quality(encoder.encode, remembering.encode(sentences))
    found["staticTagsApart"] = quality(table, _apart(table, songs))
    found["staticOneSentence"] = quality(table, table(sentences))
    served, others = found["served"], (found["oneSentence"], found["staticTagsApart"])
    print(json.dumps({"benchmark": "text_encoders", "ndcg20": found, "textsPerSecond": speeds, "songs": SONGS}))
    return 0 if served >= max(LEAST_NDCG, *others) else 1


def catalogue(judged: dict[str, Any]) -> list[Described]:
    """Songs of a family of genres, sometimes of a second one, sometimes with a mood or a use."""
    dice = random.Random(SEED)
    songs = []
    for number in range(SONGS):
        tags = [dice.choice(family := dice.choice(judged["genres"]))]
        tags += [dice.choice(family)] * (dice.random() < 0.5)
        tags += [dice.choice(judged["uses"])] * (dice.random() < 0.4) + [dice.choice(judged["uses"])] * (
            dice.random() < 0.1
        )
        title, album = (" ".join(dice.choices(judged["words"], k=dice.randint(1, 4))).title() for _ in range(2))
        artist = " ".join(dice.sample(judged["names"], 2))
        songs.append(Described(UUID(int=number), title, artist, album, list(dict.fromkeys(tags))))
    return songs


def ndcg(similarity: Floats, relevance: NDArray[np.int64]) -> float:
    """Mean nDCG@TOP with gains 2^grade - 1; Järvelin and Kekäläinen (2002)."""
    discount = 1 / np.log2(np.arange(2, TOP + 2))
    gain = 2.0**relevance - 1
    order = np.argsort(-similarity, axis=1, kind="stable")[:, :TOP]
    ideal = -np.sort(-gain, axis=1)[:, :TOP] @ discount
    return float(np.mean(np.take_along_axis(gain, order, axis=1) @ discount / ideal))


def _grade(query: dict[str, Any], song: Described) -> int:
    """0 to 3: two for each tag that answers fully, one for each that does in part."""
    return min(3, sum(2 * (tag in query["best"]) + (tag in query["good"]) for tag in song.tags))


def _apart(encode: Encode, songs: list[Described]) -> Floats:
    return unit(np.stack([encode(song.tags).mean(axis=0) for song in songs]))


def _per_second(encode: Encode, texts: Sequence[str]) -> float:
    encode(texts[:16])
    began = time.perf_counter()
    encode(texts)
    return round(len(texts) / (time.perf_counter() - began), 1)


if __name__ == "__main__":
    sys.exit(main())
