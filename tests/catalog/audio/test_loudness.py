"""Loudness against the figures that ITU-R BS.1770-4 itself gives."""

import numpy as np
import pytest

from echotune.catalog.audio import loudness
from tests.support.tones import sine

RATE = 48_000


def test_the_filters_are_those_of_the_recommendation_at_its_rate() -> None:
    above, below = loudness.shelf(RATE)
    assert above == pytest.approx([1.53512485958697, -2.69169618940638, 1.19839281085285])
    assert below == pytest.approx([1, -1.69065929318241, 0.73248077421585])
    assert loudness.high_pass(RATE)[1] == pytest.approx([1, -1.99004745483398, 0.99007225036621])


@pytest.mark.parametrize("rate", [22_050, 44_100, RATE])
def test_a_full_scale_sine_of_997_hz_reads_minus_3_01(rate: int) -> None:
    assert loudness.integrated(sine(997, 2, rate), rate) == pytest.approx(-3.01, abs=0.05)


def test_each_halving_is_6_db_and_a_second_channel_adds_3() -> None:
    full, half = sine(997, 2, RATE), sine(997, 2, RATE, peak=0.5)
    whole = loudness.integrated(full, RATE)
    assert loudness.integrated(half, RATE) == pytest.approx(whole - 6.02, abs=0.01)
    assert loudness.integrated(np.hstack([full, full]), RATE) == pytest.approx(whole + 3.01, abs=0.01)


def test_silence_does_not_count_and_alone_is_unknown() -> None:
    sound, silence = sine(997, 3, RATE), np.zeros((6 * RATE, 1), np.float32)
    assert loudness.integrated(np.vstack([sound, silence]), RATE) == pytest.approx(-3.01, abs=0.3)
    assert loudness.integrated(silence, RATE) is None
