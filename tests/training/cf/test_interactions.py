"""Interactions, the files they are read from, and what is held out of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from echotune.core.errors import InvalidRequest
from echotune.training.cf.files import read_sequences, read_triples
from echotune.training.cf.interactions import Interactions, confidences
from echotune.training.cf.reach import reach
from echotune.training.cf.splits import against, hold_out, leave_last_out
from echotune.training.cf.validation import Validation
from tests.training.cf.generated import groups


def written(folder: Path, text: str) -> Path:
    path = folder / "interactions.txt"
    path.write_text(text, "utf-8")
    return path


def test_triples_are_read_with_weights_and_repeats_add_up(tmp_path: Path) -> None:
    read = read_triples(written(tmp_path, "ann song1 3\nbob song2\n\nann song1 2\nann\tsong2 0.5\n"))
    assert (read.users, read.items) == (["ann", "bob"], ["song1", "song2"])
    assert read.matrix.toarray().tolist() == [[5.0, 0.5], [0.0, 1.0]]


def test_sequences_keep_the_order_of_each_listener_and_a_repeat_counts_where_it_came_last(tmp_path: Path) -> None:
    read = read_sequences(written(tmp_path, "ann c a b c\nbob b\n"))
    items, weights = read.history(0)
    assert [read.items[item] for item in items] == ["a", "b", "c"]
    assert weights.tolist() == [1.0, 1.0, 2.0]


@pytest.mark.parametrize(
    ("reader", "text", "told"),
    [
        (read_triples, "ann song1 1\nbob\n", "line 2: 1 fields"),
        (read_triples, "ann song1 1 2\n", "line 1: 4 fields"),
        (read_triples, "ann song1 1\nbob song1 much\n", "line 2: “much” is no weight"),
        (read_triples, "ann song1 0\n", "line 1: the weight “0”"),
        (read_triples, "ann song1 nan\n", "line 1: the weight “nan”"),
        (read_triples, "\n", "holds no interactions"),
        (read_sequences, "ann a b\nbob\n", "line 2: listener “bob” has no items"),
        (read_sequences, "ann a\nann b\n", "line 2: listener “ann” has a line already"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(reader, text: str, told: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = written(tmp_path, text)
    with pytest.raises(InvalidRequest) as refused:
        reader(path)
    assert str(path) in refused.value.message
    assert told in refused.value.message


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match=r"nowhere\.txt cannot be read"):
        read_triples(tmp_path / "nowhere.txt")


def test_rare_items_leave_and_take_listeners_of_nothing_else_with_them() -> None:
    read = Interactions.of(["a", "a", "b", "c"], ["x", "rare", "x", "rarer"])
    kept = read.without_rare(2)
    assert (kept.users, kept.items) == (["a", "b"], ["x"])
    assert kept.matrix.toarray().tolist() == [[1.0], [1.0]]


def test_labels_become_confidences_and_a_dislike_none() -> None:
    np.testing.assert_allclose(confidences(np.array([-2.0, 0.0, 1.0, np.e - 1])), [0, 0, np.log(2), 1], rtol=1e-6)


def test_the_newest_item_is_left_out_and_who_has_one_alone_keeps_it() -> None:
    split = leave_last_out(Interactions.of(["a", "a", "b", "a"], ["x", "y", "z", "w"], ordered=True))
    assert split.targets.names == ["a"]
    assert split.targets.items.indices.tolist() == [split.train.items.index("w")]
    assert split.train.matrix.sum() == 3


def test_a_share_of_each_listener_is_held_out_and_nothing_is_in_both_halves() -> None:
    everything = groups()
    split = hold_out(everything, 0.2, seed=4)
    both = split.train.matrix.toarray()[split.targets.users] + split.targets.items.toarray()
    assert np.array_equal(both, everything.matrix.toarray()[split.targets.users])
    assert split.targets.items.nnz == pytest.approx(0.2 * everything.matrix.nnz, rel=0.1)
    again = hold_out(everything, 0.2, seed=4)
    assert np.array_equal(again.train.matrix.indices, split.train.matrix.indices)


def test_order_outlives_a_split() -> None:
    everything = Interactions.of(["a"] * 4, ["d", "c", "b", "a"], ordered=True)
    split = next(iter(Validation(way="last", splits=1).of(everything)))
    assert [split.train.items[item] for item in split.train.history(0)[0]] == ["d", "c", "b"]


def test_what_the_training_does_not_know_counts_as_missed_and_what_it_masks_not_at_all() -> None:
    train = Interactions.of(["a", "a", "b"], ["x", "y", "z"])
    split = against(train, Interactions.of(["a", "a", "a", "new", "b"], ["z", "unheard", "x", "x", "z"]))
    assert split.targets.names == ["a", "new"]
    assert split.targets.users.tolist() == [0, -1]
    assert split.targets.counts.tolist() == [2, 1]
    assert split.targets.unknown_items == 1


def test_reach_counts_training_fold_in_and_what_is_left_to_popularity_and_content() -> None:
    known = Interactions.of(["a", "a", "b", "c"], ["x", "rare", "x", "alone"])
    told = reach(known, 2, users=1, items=1)
    assert told.users_in_training == 2 / 4
    assert told.items_in_training == 1 / 4
    assert told.items_folded_in == 1 / 4  # rare, by a; alone has no listener in the training
    assert (told.users_by_popularity, told.items_by_content) == (2 / 4, 2 / 4)
