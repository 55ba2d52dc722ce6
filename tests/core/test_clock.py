"""One clock, that can be fixed, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echotune.core import clock
from echotune.core.errors import InvalidRequest


def test_a_fixed_clock_stands_still() -> None:
    clock.fix("2026-03-01T12:30:00+01:00")
    assert clock.now() == datetime(2026, 3, 1, 11, 30, tzinfo=UTC)


@given(st.datetimes(timezones=st.timezones()))
def test_as_of_is_the_hour_that_holds_the_moment(moment: datetime) -> None:
    cut = clock.as_of(moment)
    assert (cut.minute, cut.second, cut.microsecond) == (0, 0, 0)
    assert 0 <= (moment - cut).total_seconds() < 3600


def test_a_text_that_is_no_date_is_named() -> None:
    with pytest.raises(InvalidRequest, match="soon"):
        clock.parse("soon")
