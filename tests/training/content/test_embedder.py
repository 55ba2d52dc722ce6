"""The content space: likeness over what is known, and silence about what is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from echotune.taste.listener import FEATURES
from echotune.training.content.digests import digests
from echotune.training.content.embedder import ContentEmbedder
from echotune.training.content.inputs import Inputs
from echotune.training.content.judging import judge
from echotune.training.content.layout import BLOCKS, DIM, GROUPS
from tests.support.facts import hidden, invented

COVERAGES = [0.0, 0.25, 1.0]
NEAREST = 40


def vectors_of(inputs: Inputs) -> NDArray[np.float32]:
    return ContentEmbedder.fit(inputs).transform(inputs).vectors


def nearest(vectors: NDArray[np.float32], queries: NDArray[np.intp]) -> NDArray[np.intp]:
    likeness = vectors[queries] @ vectors.T
    likeness[np.arange(len(queries)), queries] = -2
    return np.argsort(-likeness, axis=1)[:, :NEAREST]


def test_the_layout_fills_the_vector_without_gaps() -> None:
    ends = [0, *(block.columns.stop for block in BLOCKS.values())]
    assert [block.first for block in BLOCKS.values()] == ends[:-1]
    assert ends[-1] == DIM == 128
    assert sum(block.weight for block in BLOCKS.values()) == pytest.approx(1)
    assert list(GROUPS)[: len(FEATURES)] == list(FEATURES)


@pytest.mark.parametrize("coverage", COVERAGES)
def test_rows_have_length_1_at_every_coverage_and_are_made_the_same_again(coverage: float) -> None:
    inputs, _ = hidden(invented()[0], coverage)
    made = ContentEmbedder.fit(inputs).transform(inputs)
    assert made.known.all()
    assert np.linalg.norm(made.vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert made.vectors.tobytes() == vectors_of(inputs).tobytes()


@pytest.mark.parametrize("coverage", COVERAGES)
def test_what_is_near_shares_the_genre_at_every_coverage(coverage: float) -> None:
    inputs, genre = invented()
    vectors = vectors_of(hidden(inputs, coverage)[0])
    queries = np.arange(0, len(inputs), 9)
    same = genre[nearest(vectors, queries)] == genre[queries][:, None]
    assert same.mean() > 0.9  # one in eight by chance


def test_unknown_features_neither_attract_nor_repel() -> None:
    """Hidden at random, recordings are found as often as the others, whichever of both one asks from."""
    inputs, left = hidden(invented(artists=200)[0], 0.25)
    vectors = vectors_of(inputs)
    for asking in (left, ~left):
        queries = np.flatnonzero(asking)[::5]
        likeness = vectors[queries] @ vectors.T
        assert abs(likeness[:, ~left].mean() - likeness[:, left].mean()) < 0.02
        share = (~left)[nearest(vectors, queries)].mean()
        assert share == pytest.approx((~left).mean(), abs=0.05)


def test_filling_unknown_features_with_zeros_would_attract() -> None:
    """The same measure sees the mistake."""
    inputs, left = hidden(invented(artists=200)[0], 0.25)
    vectors = vectors_of(replace(inputs, features=np.nan_to_num(inputs.features, nan=0)))
    queries = np.flatnonzero(~left)[::5]
    likeness = vectors[queries] @ vectors.T
    assert likeness[:, ~left].mean() - likeness[:, left].mean() > 0.05


def test_a_recording_of_which_nothing_is_known_has_no_vector() -> None:
    inputs, _ = invented(artists=40)
    alone = replace(
        inputs,
        seed=np.append(inputs.seed, np.uint64(7)),
        features=np.vstack([inputs.features, np.full((1, len(FEATURES)), np.nan, np.float32)]),
        year=np.append(inputs.year, np.int16(0)),
        artist_no=np.append(inputs.artist_no, np.int32(len(inputs.artist_keys))),
        artist_keys=[*inputs.artist_keys, "a stranger"],
    )
    made = ContentEmbedder.fit(alone).transform(alone)
    assert made.known.tolist() == [True] * len(inputs) + [False]
    assert not made.vectors[-1].any()


def test_what_is_known_of_an_artist_stands_in_for_what_is_not_known_of_a_song() -> None:
    inputs, _ = invented()
    song = 13
    features = inputs.features.copy()
    features[song] = np.nan
    told, untold = vectors_of(inputs), vectors_of(replace(inputs, features=features))
    sound = BLOCKS["sound"].columns

    def cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    others = np.flatnonzero(inputs.artist_no != inputs.artist_no[song])
    usual = np.mean([cosine(untold[song, sound], told[other, sound]) for other in others])
    assert cosine(untold[song, sound], told[song, sound]) > usual + 0.4


def test_songs_of_unknown_artists_tell_nothing_of_each_other() -> None:
    inputs, _ = invented(artists=60)
    features = inputs.features.copy()
    features[3] = np.nan
    keys = ["", *inputs.artist_keys[1:]]
    alone, changed = features.copy(), features.copy()
    changed[:3] += 2
    before, after = (replace(inputs, features=known, artist_keys=keys) for known in (alone, changed))
    embedder, song = ContentEmbedder.fit(before), np.array([3])
    told, told_again = (embedder.over(whole).rows(song).vectors for whole in (before, after))
    assert told.tobytes() == told_again.tobytes()
    assert digests(before)[3] == digests(after)[3]


def test_a_single_unknown_feature_is_masked_and_the_others_count() -> None:
    inputs, _ = invented()
    features = inputs.features.copy()
    features[:, FEATURES.index("valence")] = np.nan
    made = ContentEmbedder.fit(inputs).transform(replace(inputs, features=features))
    assert made.own.sum(axis=0).tolist() == [len(inputs) * (name != "valence") for name in GROUPS]
    told = vectors_of(inputs)
    assert (made.vectors * told).sum(axis=1).min() > 0.9


def test_tags_that_go_together_lie_together_and_years_that_are_close_too() -> None:
    inputs, genre = invented()
    vectors = vectors_of(inputs)
    tags = vectors[:, BLOCKS["tags"].columns]
    centres = np.stack([tags[genre == number].mean(axis=0) for number in range(8)])
    likeness = centres @ centres.T
    companions = np.mean([likeness[number, number + 4] for number in range(4)])
    strangers = np.mean([likeness[number, number + 1] for number in range(4)])
    assert companions > strangers
    era = vectors[:, BLOCKS["era"].columns]
    at = {
        year: era[inputs.year == year][0] / np.linalg.norm(era[inputs.year == year][0]) for year in (1970, 1974, 2000)
    }
    assert at[1970] @ at[1974] > 0.5 > at[1970] @ at[2000]


def test_a_feature_that_is_none_of_ours_is_refused() -> None:
    inputs, _ = invented(artists=10)
    with pytest.raises(ValueError, match="not the 9"):
        replace(inputs, features=np.column_stack([inputs.features, inputs.features[:, 0]]))
    arrays = ContentEmbedder.fit(inputs).arrays()
    arrays["loudest_knots"] = arrays.pop("loudness_knots")
    with pytest.raises(KeyError):
        ContentEmbedder.from_arrays(arrays)


def test_an_embedder_is_the_same_after_being_written_and_read() -> None:
    inputs, _ = hidden(invented(artists=40)[0], 0.5)
    embedder = ContentEmbedder.fit(inputs)
    again = ContentEmbedder.from_arrays({name: array.copy() for name, array in embedder.arrays().items()})
    assert again.model_id == embedder.model_id
    assert again.transform(inputs).vectors.tobytes() == embedder.transform(inputs).vectors.tobytes()


def test_a_digest_moves_with_its_recording_and_with_what_estimates_rest_on() -> None:
    inputs, left = hidden(invented(artists=20)[0], 0.5)
    changed = inputs.features.copy()
    song = int(np.flatnonzero(left)[3])
    changed[song, 0] += 0.1
    before, after = digests(inputs), digests(replace(inputs, features=changed))
    moved = {row for row, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]}
    siblings = np.flatnonzero(inputs.artist_no == inputs.artist_no[song])
    assert moved == {song} | {int(row) for row in siblings if not left[row]}


def test_the_gate_refuses_an_embedder_that_learned_from_noise() -> None:
    inputs, _ = invented()
    rng = np.random.default_rng(4)
    shuffled = replace(inputs, features=rng.permuted(inputs.features, axis=0))
    good, bad = ContentEmbedder.fit(inputs), ContentEmbedder.fit(shuffled)
    assert judge(good, bad, inputs)[0].accepted
    assert not judge(bad, good, inputs)[0].accepted
