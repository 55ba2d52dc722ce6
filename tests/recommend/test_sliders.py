"""Sliders: what each one does to an answer, in the direction that its words say, and for how long."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from echotune.accounts import store as accounts
from echotune.core import clock
from echotune.recommend import steer
from echotune.recommend.parameters import DEFAULTS, Parameters, changed
from echotune.recommend.sliders import SLIDERS, UNTOUCHED, SliderName, Steer, position, steered
from echotune.recommend.strategies import STRATEGIES
from echotune.taste.models import ListenerModels
from tests.recommend.conftest import Listener

ENDS: dict[SliderName, tuple[float, float]] = dict.fromkeys(SLIDERS, (-1, 1)) | {"cap": (1, 10)}


@pytest.mark.parametrize("name", SLIDERS)
def test_every_slider_is_a_setting_stands_at_its_default_and_has_words_for_every_place(name: SliderName) -> None:
    low, high = ENDS[name]
    slider = SLIDERS[name]
    assert name in Steer.model_fields
    assert steered(DEFAULTS, UNTOUCHED) == DEFAULTS
    assert position(UNTOUCHED, name, DEFAULTS) == (2 if name == "cap" else 0)
    starts = [start for start, _ in slider.words]
    assert starts == sorted(starts)
    assert starts[0] == low
    assert starts[-1] <= high
    assert set(slider.strategies) <= set(STRATEGIES)
    with pytest.raises(ValidationError):
        Steer(**{name: high + 1})


@pytest.mark.parametrize("name", SLIDERS)
def test_a_slider_moves_its_own_parameters_more_the_further_it_goes(name: SliderName) -> None:
    def told(parameters: Parameters) -> float:
        rows = [*dict(parameters.weights.plain).values(), *dict(parameters.weights.wished).values()]
        figures = {
            "newness": parameters.shares.explore,
            "past": parameters.shares.rediscover / max(parameters.shares.known, 1e-9),
            "obscurity": sum(row.get("little_known", 0) - row.get("popular", 0) for row in rows),
            "sound": sum(row.get("content", 0) for row in rows),
            "variety": -parameters.mmr_lambda,
            "cap": parameters.artist_cap,
        }
        for row in rows:
            assert sum(row.values()) == pytest.approx(1)
        return figures[name]

    low, high = ENDS[name]
    places = np.linspace(low, high, 10)
    found = [told(steered(DEFAULTS, Steer(**{name: int(at) if name == "cap" else at}))) for at in places]
    assert all(earlier < later for earlier, later in itertools.pairwise(found))


def test_sliders_turn_what_the_installation_has_not_what_the_code_has() -> None:
    base = changed(DEFAULTS, {"shares": {"explore": 0.0}, "artist_cap": 5}, source="file")
    assert steered(base, Steer(past=0.5)).artist_cap == 5
    assert steered(base, Steer(newness=-1)).shares.explore == 0
    assert steered(base, Steer(newness=1)).shares.explore == 1
    leaning = changed(DEFAULTS, {"alpha": 0.5}, source="file")
    assert steered(leaning, Steer(sound=-1)).alpha == 0


def test_a_name_to_resemble_leads_however_little_sound_counts() -> None:
    assert steered(DEFAULTS, Steer(sound=-1)).weights.seeded == DEFAULTS.weights.seeded


async def set_to(listener: Listener, wanted: Steer) -> None:
    async with listener.database.connect() as conn:
        await steer.keep(conn, listener.account, wanted)


async def share_of(listener: Listener, test: Any) -> float:
    tracks = (await listener.ask(count=20)).tracks
    return sum(bool(test(track)) for track in tracks) / len(tracks)


async def test_kept_sliders_change_what_is_recommended_the_way_their_words_say(own: Listener) -> None:
    def new(track: Any) -> bool:
        return track.provenance.evidence.starts == 0

    def rested(track: Any) -> bool:
        return (track.provenance.novelty_days_since_last_play or 0) >= 60

    for wanted, test, share in (
        (Steer(newness=1), new, 1),
        (Steer(newness=-1), new, 0),
        (Steer(newness=-1, past=1), rested, 1),
        (Steer(newness=-1, past=-1), rested, 0),
    ):
        await set_to(own, wanted)
        assert await share_of(own, test) == share
    await set_to(own, Steer(cap=1))
    tracks = (await own.ask(count=20)).tracks
    assert len({track.artist for track in tracks}) == len(tracks)


async def test_popular_and_obscure_are_told_apart_by_the_catalogues_own_figures(own: Listener) -> None:
    model = await own.models.get(own.account)

    async def mean_popularity(wanted: Steer) -> float:
        await set_to(own, wanted)
        tracks = (await own.ask(mode="explore", count=20)).tracks
        found = [model.popularity[model.index_of_recording_id[track.recording_id]] for track in tracks]
        return float(np.nanmean(found))

    assert await mean_popularity(Steer(obscurity=1)) < await mean_popularity(UNTOUCHED)
    assert await mean_popularity(Steer(obscurity=-1)) > await mean_popularity(Steer(obscurity=1))


async def test_kept_sliders_survive_a_rebuilt_model_and_are_no_evidence_in_a_replayed_past(own: Listener) -> None:
    plain = await own.ask(count=20)
    await set_to(own, Steer(newness=1))
    steered_answer = await own.ask(count=20)
    assert [track.track_id for track in steered_answer.tracks] != [track.track_id for track in plain.tracks]
    async with own.database.connect() as conn:
        await accounts.bump_data_version(conn, own.account.id)
    own.models = ListenerModels(own.database, gate=True)
    rebuilt = await own.ask(count=20)
    assert [track.track_id for track in rebuilt.tracks] == [track.track_id for track in steered_answer.tracks]
    async with own.database.connect() as conn:
        kept = await steer.kept(conn, await own.models.get(own.account))
    earlier = clock.parse("2020-01-01")
    assert kept.at(steer.Moment(earlier, replayed=True)) == UNTOUCHED
    assert kept.at(steer.Moment(earlier, replayed=False)) == Steer(newness=1)
    async with own.database.connect() as conn:
        await steer.forget(conn, own.account)
    back = await own.ask(count=20)
    assert [track.track_id for track in back.tracks] == [track.track_id for track in plain.tracks]
