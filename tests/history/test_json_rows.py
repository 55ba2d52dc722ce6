"""The streaming JSON reader: whatever stands between good rows, wherever the text is cut, no good row is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echotune.history import json_rows
from echotune.history.formats.extended import Extended
from echotune.history.formats.sample import Sample
from echotune.history.rows import Play, Reject
from tests.history.poison import POISON
from tests.support.exports import Row, new_row

LAYOUTS: dict[str, tuple[Callable[[Row], bytes], bytes]] = {
    "compact": (lambda row: json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode(), b","),
    "spaced": (lambda row: json.dumps(row, ensure_ascii=False).encode(), b", "),
    "indented": (lambda row: json.dumps(row, ensure_ascii=False, indent=2).encode(), b",\n"),
}


def good_row(number: int, **changes: object) -> Row:
    return new_row(f"2021-01-{1 + number // 1440:02}T{number // 60 % 24:02}:{number % 60:02}:00Z") | changes


def chunked(text: bytes, size: int) -> Iterator[bytes]:
    return (text[at : at + size] for at in range(0, len(text), size))


def parse(text: bytes, chunk: int = 1 << 20) -> tuple[list[Play], list[Reject], int]:
    plays, rejects, rows = [], [], 0
    for block in Extended().read(chunked(text, chunk), Sample("rows.json", text)):
        plays += block.plays
        rejects += block.rejects
        rows += block.rows
    assert rows == len(plays) + len(rejects)
    return plays, rejects, rows


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", POISON)
def test_each_kind_of_poison_costs_its_own_row_alone(kind: str, layout: str) -> None:
    dump, separator = LAYOUTS[layout]
    good = [dump(good_row(number)) for number in range(40)]
    for places in ((0,), (20,), (40,), (20, 21)):
        rows = list(good)
        for place in places:
            rows.insert(place, POISON[kind])
        plays, rejects, _ = parse(b"[" + separator.join(rows) + b"]")
        assert len({play.ended_us for play in plays}) == 40
        assert [reject.row_number for reject in rejects] == [place + 1 for place in places]
        assert all(reject.reason.replace("_", "").isalpha() for reject in rejects)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    poison=st.dictionaries(st.integers(0, 50), st.sampled_from(sorted(POISON)), max_size=8),
    layout=st.sampled_from(sorted(LAYOUTS)),
    chunk=st.sampled_from([512, 4096, 1 << 16]),
    titles=st.lists(st.text(max_size=30).map(lambda text: text.replace("\x00", "")), min_size=1, max_size=5),
)
def test_mixed_poison_in_small_blocks_loses_nothing(
    poison: dict[int, str], layout: str, chunk: int, titles: list[str]
) -> None:
    dump, separator = LAYOUTS[layout]
    odd = [*titles, "}, {", '"},{"ts":', "[{]}", "\\", '"', "a\nb"]
    rows = [
        dump(
            good_row(
                number, master_metadata_track_name=odd[number % len(odd)], spotify_track_uri=f"spotify:track:{number}"
            )
        )
        for number in range(50)
    ]
    for place in sorted(poison, reverse=True):
        rows.insert(place, POISON[poison[place]])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_rows, "BLOCK_BYTES", 2000)
        plays, rejects, _ = parse(b"[" + separator.join(rows) + b"]", chunk)
    assert len({play.ended_us for play in plays}) == 50
    assert len(rejects) == len(poison)


def test_a_file_cut_anywhere_keeps_all_complete_rows() -> None:
    text = b"[" + b", ".join(json.dumps(good_row(number)).encode() for number in range(8)) + b"]"
    for end in range(1, len(text), 7):
        plays, rejects, _ = parse(text[:end])
        complete = text[:end].count(b"}")
        assert len(plays) == complete
        assert len(rejects) <= 1


def test_one_row_of_many_megabytes_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_rows, "BLOCK_BYTES", 10_000)
    monkeypatch.setattr(json_rows, "ROW_BYTES", 10_000)
    giant = json.dumps(good_row(1, master_metadata_track_name="x" * 200_000)).encode()
    rows = [json.dumps(good_row(number)).encode() for number in (0, 2, 3)]
    plays, rejects, _ = parse(b"[" + b",".join([rows[0], giant, *rows[1:]]) + b"]", 4096)
    assert len(plays) == 3
    assert [reject.reason for reject in rejects] == ["row_too_long"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "\ufeff[{0},{1}]",
        "  \n[ {0} , {1} ]  \n",
        "[{0}{1}]",
        "[{0},,{1},]",
        "{0}\n{1}\n",
        "[{0}]\n[{1}]",
        "[{0},{1}]\nand some words after the end",
        "[{0},{1}",
        "[{0}], {1}]",
    ],
)
def test_odd_brackets_around_good_rows_are_forgiven(wrapped: str) -> None:
    first, second = (json.dumps(good_row(number)) for number in range(2))
    plays, rejects, _ = parse(wrapped.replace("{0}", first).replace("{1}", second).encode())
    assert (len(plays), rejects) == (2, [])
