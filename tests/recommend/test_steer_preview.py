"""What moving a slider would change, told in one sentence whose every number can be counted again."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from echotune.accounts import store as accounts
from echotune.core import clock
from echotune.recommend import steer_preview, steer_view
from echotune.recommend.presence import NO_SPACE, OUT
from echotune.recommend.schemas import ParametersView, SteerPreview
from echotune.recommend.sliders import SLIDERS, UNTOUCHED, Steer
from echotune.recommend.strategies import STRATEGIES
from echotune.recommend.strategy import SpaceStrategy
from tests.recommend.conftest import Listener
from tests.recommend.library import NOW
from tests.support.library import Heard, add

MOVED: list[Steer] = [
    Steer(newness=0.8), Steer(newness=-1), Steer(past=1), Steer(past=-1), Steer(obscurity=1), Steer(obscurity=-1),
    Steer(sound=1), Steer(sound=-1), Steer(variety=1), Steer(variety=-1), Steer(cap=1), Steer(cap=6),
    Steer(newness=0.4, sound=0.9, cap=1), Steer(past=-0.7, obscurity=0.6),
]  # fmt: skip
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


async def preview(listener: Listener, wanted: Steer) -> SteerPreview:
    model = await listener.models.get(listener.account)
    async with listener.database.connect() as conn:
        return await steer_preview.preview(conn, listener.settings, listener.account, model, wanted)


async def view(listener: Listener) -> ParametersView:
    model = await listener.models.get(listener.account)
    async with listener.database.connect() as conn:
        return await steer_view.view(conn, listener.settings, model)


def test_every_strategy_has_a_reason_ready_for_when_it_is_out() -> None:
    for name, strategy in STRATEGIES.items():
        assert (strategy.space in NO_SPACE) if isinstance(strategy, SpaceStrategy) else (name in OUT)


async def test_untouched_sliders_change_nothing_and_say_so(covered: Listener) -> None:
    found = await preview(covered, UNTOUCHED)
    assert [track.from_rank for track in found.tracks] == [track.rank for track in found.tracks] == list(range(1, 11))
    assert found.sentence == "This is how your next songs stand now."


async def test_the_sentence_tells_what_the_ranks_show(covered: Listener) -> None:
    """At 0, 25 and 100 % of features: counted again from the two rankings, each asked for by itself."""
    before = [track.recording_id for track in (await covered.ask(count=50)).tracks]
    model = await covered.models.get(covered.account)
    titles = [model.titles[model.index_of_recording_id[one]] for one in before]
    for wanted in MOVED:
        found = await preview(covered, wanted)
        check_against_ranks(found, before, titles)


def check_against_ranks(found: SteerPreview, before: list[UUID], titles: list[str]) -> None:
    assert [track.rank for track in found.tracks] == list(range(1, len(found.tracks) + 1))
    for track in found.tracks:
        rank = before.index(track.recording_id) + 1 if track.recording_id in before else None
        assert track.from_rank == rank
    came = sum((track.from_rank or 51) > 10 for track in found.tracks)
    rose = sum(track.rank < (track.from_rank or 51) for track in found.tracks)
    if found.sentence.endswith("so this slider has nothing to go by."):
        return
    if came or rose:
        moved = "came into the first ten" if came else "moved up"
        assert re.match(rf"{NUMBERS[came or rose]} songs? {moved}(, mostly)? because ", found.sentence, re.IGNORECASE)
    else:
        assert found.sentence.startswith("The first ten stay as they are")
    fell = re.search(r"; (.+) fell from (\d+) to (?:(\d+)|below 50)", found.sentence)
    if fell:
        was, now = int(fell[2]), fell[3] and int(fell[3])
        assert titles[was - 1] == fell[1]
        after = {track.recording_id: track.rank for track in found.tracks}
        assert after.get(before[was - 1], 11) > was
        assert now is None or now > was


@pytest.mark.parametrize("wanted", [Steer(past=-1), Steer(newness=1), Steer(past=1)], ids=str)
async def test_the_reason_of_a_fall_is_a_number_of_the_song_itself(listener: Listener, wanted: Steer) -> None:
    found = (await preview(listener, wanted)).sentence
    title, was = re.search(r"; (.+) fell from (\d+)", found).groups()  # type: ignore[union-attr]
    track = (await listener.ask(count=50)).tracks[int(was) - 1]
    assert track.title == title
    evidence = track.provenance.evidence
    days = re.search(r"last played (\d+) days ago", found)
    if days:
        assert evidence.last_played_at is not None
        ended = (clock.as_of(NOW) - evidence.last_played_at) / timedelta(days=1)
        assert int(days[1]) == pytest.approx(ended, abs=1)
    elif not re.search("years ago|last played (today|yesterday)", found):
        assert wanted.newness
        assert evidence.plays > 0
        assert "you have played it" in found


async def test_of_two_moved_sliders_the_one_that_did_it_is_named(listener: Listener) -> None:
    found = await preview(listener, Steer(newness=1, variety=0.1))
    assert f", mostly because {SLIDERS['newness'].more}" in found.sentence


async def test_where_sound_is_unknown_its_slider_says_so_and_changes_nothing(covered: Listener) -> None:
    shown = await view(covered)
    slider = next(one for one in shown.sliders if one.name == "sound")
    model = await covered.models.get(covered.account)
    if (model.features == model.features).any():
        assert slider.out is None
    else:
        assert slider.out == "the sound of your songs is not known"
        assert next(one for one in shown.strategies if one.name == "content").out == slider.out
        assert sum(one.share for one in shown.strategies) == pytest.approx(1, abs=0.001)


async def test_what_strategies_count_for_moves_with_the_sliders_and_adds_up(listener: Listener) -> None:
    plain, sounding = [await preview(listener, one) for one in (UNTOUCHED, Steer(sound=1))]
    shares = [{one.name: one.share for one in found.strategies} for found in (plain, sounding)]
    assert all(sum(found.values()) == pytest.approx(1, abs=0.001) for found in shares)
    assert shares[1]["content"] > shares[0]["content"]


async def test_over_http_sliders_are_kept_hold_for_every_answer_and_go_back(
    client: httpx.AsyncClient, app: Any
) -> None:
    begin = datetime(2023, 1, 1, 20, tzinfo=UTC)
    rows = [Heard(begin + timedelta(days=3 * n), f"Artist {n % 9}", f"Song {n % 27}") for n in range(200)]
    async with app.state.database.connect() as conn:
        await add(conn, (await accounts.ensure(conn, "local")).id, rows)
    before = (await client.get("/api/taste/parameters")).json()
    assert not before["steered"]
    wanted = {"past": 0.5, "cap": 1}
    tried = await client.post("/api/taste/parameters/preview", json=wanted)
    assert tried.status_code == 200
    assert (await client.get("/api/taste/parameters")).json() == before
    kept = (await client.put("/api/taste/parameters", json=wanted)).json()
    assert kept["steered"]
    assert {one["name"]: one["value"] for one in kept["sliders"]} == {
        "newness": 0, "past": 0.5, "obscurity": 0, "sound": 0, "variety": 0, "cap": 1,
    }  # fmt: skip
    answer = (await client.get("/api/recommendations/me?limit=9")).json()
    shown = [track["trackId"] for track in tried.json()["tracks"][:9]]
    assert [track["trackId"] for track in answer["tracks"]] == shown
    artists = [track["artist"] for track in answer["tracks"]]
    assert all(one != other for one, other in itertools.combinations(artists, 2))
    for wrong in ({"sound": 2}, {"cap": 0}, {"loudness": 1}):
        assert (await client.put("/api/taste/parameters", json=wrong)).status_code == 422
    assert (await client.delete("/api/taste/parameters")).status_code == 204
    assert (await client.delete("/api/taste/parameters")).status_code == 204
    assert (await client.get("/api/taste/parameters")).json() == before


async def test_over_http_an_account_without_plays_is_told_what_is_missing(client: httpx.AsyncClient) -> None:
    shown = await client.get("/api/taste/parameters")
    assert shown.status_code == 200
    assert all(one["out"] for one in shown.json()["strategies"] if one["name"] in OUT)
    statuses = {
        "post /api/taste/parameters/preview": 409,
        "get /api/taste/time-machine?date=2024-01-01": 422,
        "get /api/taste/time-machine/span": 409,
    }
    for operation, status in statuses.items():
        method, path = operation.split(" ")
        assert (await client.request(method, path, json={} if method == "post" else None)).status_code == status
    assert (await client.get("/api/taste/time-machine/curve")).json()["status"] == "too_short"
