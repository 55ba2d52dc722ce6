"""Ids are the same everywhere, and different things never share one."""

import unicodedata
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echotune.catalog.identity import NAMESPACE, fold, names_item, recording_key, track_id

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(names)
def test_the_track_id_is_the_uuid5_of_the_item(item: str) -> None:
    assert track_id(item) == uuid5(NAMESPACE, item)


def test_ids_stay_what_they_were_on_the_first_machine() -> None:
    assert track_id("spotify:track:0000000000000000000001") == UUID("c6f5715c-1a08-5500-81af-99926131ba73")


@given(names, names, names)
def test_composed_and_decomposed_names_are_one_item(artist: str, title: str, album: str) -> None:
    composed = [unicodedata.normalize("NFC", name) for name in (artist, title, album)]
    decomposed = [unicodedata.normalize("NFD", name) for name in (artist, title, album)]
    assert names_item(*composed) == names_item(*decomposed)


@given(names)
def test_folding_is_caseless_composed_and_settled(name: str) -> None:
    folded = fold(name)
    assert fold(folded) == folded
    assert unicodedata.is_normalized("NFC", folded)


@pytest.mark.parametrize(
    ("one", "other"), [("STRASSE", "straße"), ("Ærø", "ÆRØ"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("E\u0301", "é")]
)
def test_names_that_differ_in_case_alone_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(names, names, names, names, names, names)
def test_two_triples_share_an_item_only_when_each_name_reads_alike(
    a: str, b: str, c: str, d: str, e: str, f: str
) -> None:
    def read_alike(one: str, other: str) -> bool:
        return fold(one).replace("\t", " ") == fold(other).replace("\t", " ")

    alike = all(read_alike(one, other) for one, other in ((a, d), (b, e), (c, f)))
    assert (names_item(a, b, c) == names_item(d, e, f)) == alike


def test_a_tab_in_a_name_cannot_move_the_border_between_names() -> None:
    assert names_item("a\tb", "c", "d") != names_item("a", "b\tc", "d")
    assert names_item("a\tb", "c", "d").count("\t") == 2


def test_a_recording_is_artist_and_title_without_case_and_margins() -> None:
    assert recording_key("  Halden Vey ", "WET Gravel\n") == "halden vey\twet gravel"
