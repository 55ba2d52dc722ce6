"""Conversations as trees: branches, variants, leaves."""

from __future__ import annotations

from uuid import UUID

from echotune.chat.tree import Node, Tree


def number(n: int) -> UUID:
    return UUID(int=n)


def tree() -> Tree:
    """1 asks, 2 and 3 answer it; 4 goes on after 2, 5 answers; 6 is the first question with other words, 7 its answer."""
    shape = [(1, None), (2, 1), (3, 1), (4, 2), (5, 4), (6, None), (7, 6)]
    return Tree(
        [
            Node(number(n), number(p) if p else None, f"m{n}", "user" if n in (1, 4, 6) else "assistant")
            for n, p in shape
        ]
    )


def test_a_branch_runs_from_the_first_message_to_its_head() -> None:
    assert [node.message_id.int for node in tree().path(number(5))] == [1, 2, 4, 5]
    assert tree().path(None) == []


def test_a_second_answer_and_an_edited_question_are_variants_of_the_first() -> None:
    assert [one.int for one in tree().variants(number(3))] == [2, 3]
    assert [one.int for one in tree().variants(number(1))] == [1, 6]
    assert [one.int for one in tree().variants(number(5))] == [5]


def test_choosing_a_variant_shows_the_newest_branch_through_it() -> None:
    assert tree().newest_leaf(number(2)).int == 5
    assert tree().newest_leaf(number(1)).int == 3
    assert tree().newest_leaf(number(6)).int == 7
