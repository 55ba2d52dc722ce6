"""The checker of numbers is checked itself: it must cry when prose says what nothing holds."""

from __future__ import annotations

import pytest
from tests.support.truth import numbers, unsourced

RESULT = {
    "kind": "insight",
    "sentence": "It was 777 plays.",
    "rows": [["Halden Vey", 1412, 38.27], ["Low Ferry", 90, None]],
    "from": "2024-03-01",
    "note": "Plays of 30 seconds or more.",
}


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("You played it 1,412 times.", {1412.0}),
        ("Forty-two songs, three hundred and twelve plays.", {42.0, 312.0}),
        ("Two thousand and four hundred.", {2400.0}),
        ("38.3 % in 2024", {38.3, 2024.0}),
        ("A3 is the next one", set()),
    ],
)
def test_numbers_are_read_from_digits_and_words(prose: str, said: set[float]) -> None:
    assert numbers(prose) == said


@pytest.mark.parametrize(
    "prose",
    [
        "Halden Vey: 1,412 plays, 38.3 % of all, since March 2024.",
        "Two artists, the second with ninety plays, or an hour and 30 minutes.",
        "You asked for 17.",
    ],
)
def test_what_a_result_holds_is_let_be(prose: str) -> None:
    assert not unsourced(prose, [RESULT], "17 songs")


@pytest.mark.parametrize(
    "prose",
    [
        "Halden Vey: 1,413 plays.",
        "It was 777 plays.",  # the tool's own sentence is prose too
        "Ninety-three plays.",
        "That is 39 % of all.",
        "It began in 1974.",
        "About one thousand five hundred plays.",
    ],
)
def test_what_no_result_holds_is_cried_out(prose: str) -> None:
    assert unsourced(prose, [RESULT], "17 songs")
