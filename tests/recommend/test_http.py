"""Recommending over HTTP, as a browser meets it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from echotune.accounts import store as accounts
from echotune.api import create_app
from echotune.core import clock
from echotune.core.settings import DatabaseSettings, EmbeddingSettings, Settings
from tests.conftest import ORIGIN
from tests.recommend.library import NOW

ME = "/api/recommendations/me"


@pytest.fixture
async def browser(stocked_url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A session of the listener with the invented library."""

    class AloneOnGivenDatabase(Settings):
        @property
        def alone(self) -> bool:
            return True

    settings = AloneOnGivenDatabase(
        home=tmp_path / "home",
        now=NOW,
        database=DatabaseSettings(url=stocked_url),
        embedding=EmbeddingSettings(model_id="none"),  # other tests read the same database
    )
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        async with app.state.database.connect() as conn:
            token = await accounts.start_session(conn, (await accounts.by_kind(conn, "local")).id)
        transport, cookies = httpx.ASGITransport(app), {"echotune_session": token}
        async with httpx.AsyncClient(
            transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN}, cookies=cookies
        ) as one:
            yield one
    clock.fix(None)


async def asked(browser: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    response = await browser.get(ME, params=query)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def test_everything_that_can_be_asked_arrives_in_the_request(browser: httpx.AsyncClient) -> None:
    body = await asked(
        browser, limit=7, mode="rediscover", mood=["calm", "rainy"], activity="reading", genre=["jazz", "soul"],
        like="Nobody", excludeArtist=["A", "B"], excludeGenre="metal", explicit="false", energyMin=0.1, tempoMax=180,
        valence="-", eraFrom=1980, eraTo=2015, timeOfDay="night",
    )  # fmt: skip
    assert body["request"] == {
        "artists": [], "tracks": [], "albums": [], "genres": ["jazz", "soul"], "moods": ["calm", "rainy"],
        "activities": ["reading"], "instruments": [], "seeds": {"like": ["Nobody"], "between": []},
        "exclude": {"artists": ["A", "B"], "genres": ["metal"], "tracks": [], "explicit": True},
        "features": {"energy": {"min": 0.1}, "tempo": {"max": 180.0}, "valence": {"delta": "-"}},
        "era": {"from": 1980, "to": 2015}, "language": None, "mode": "rediscover", "count": 7, "durationMinutes": None,
        "sort": None, "timeOfDay": "night",
    }  # fmt: skip
    assert body["mode"] == "rediscover"
    assert body["asOf"] == "2026-11-20T18:00:00Z"


async def test_asking_again_within_the_hour_gives_the_same_answer_under_the_same_id(browser: httpx.AsyncClient) -> None:
    assert await asked(browser, mood="calm") == await asked(browser, mood="calm")
    assert (await asked(browser, mood="calm"))["recommendationId"] != (await asked(browser))["recommendationId"]


async def test_why_opens_a_card_down_to_dates_and_parts_that_add_up(browser: httpx.AsyncClient) -> None:
    body = await asked(browser, limit=12)
    for track in body["tracks"]:
        path = f"{ME}/{body['recommendationId']}/tracks/{track['trackId']}/why"
        why = (await browser.get(path)).json()
        assert sum(part["value"] for part in why["components"]) == pytest.approx(why["score"], abs=1e-9)
        assert why["score"] == track["provenance"]["score"]
        assert 1 <= why["rank"] <= why["candidates"] <= body["candidates"]
        assert why["rings"] == track["rings"]
        for other in why["counterfactuals"]:
            assert f"{other['rank']:,}" in other["sentence"] or other["rank"] <= 3
        if track["provenance"]["evidence"]["plays"]:
            assert [fact["label"] for fact in why["facts"]][:3] == ["First", "Most", "Last"]
            assert "Europe/Stockholm, plays of 30 s or more." in why["scope"]
        assert {one["feature"] for one in why["featureSources"]} == set(track["provenance"]["featureSources"])


async def test_a_counterfactual_rank_is_the_one_that_counting_gives(browser: httpx.AsyncClient) -> None:
    """All candidates of a small answer come back, so that ranks can be counted from the cards themselves."""
    body = await asked(browser, genre="jazz", mode="relisten", limit=200)
    parts = [
        {key: value for key, value in track["provenance"]["scoreComponents"].items() if key != "variety"}
        for track in body["tracks"]
    ]
    assert body["candidates"] == len(parts) > 30
    for track, own in zip(body["tracks"][:10], parts, strict=False):
        why = (await browser.get(f"{ME}/{body['recommendationId']}/tracks/{track['trackId']}/why")).json()
        whole = [round(10_000 * sum(each.values())) for each in parts]
        assert (why["candidates"], why["among"]) == (len(parts), "all that fits")
        assert why["rank"] == 1 + sum(score > round(10_000 * sum(own.values())) for score in whole)
        for other in why["counterfactuals"]:
            without = [round(10_000 * (sum(each.values()) - each.get(other["key"], 0))) for each in parts]
            mine = round(10_000 * (sum(own.values()) - own[other["key"]]))
            assert other["rank"] == 1 + sum(score > mine for score in without)


async def test_what_is_missing_and_what_is_not_ones_own_answer_the_same_bytes(browser: httpx.AsyncClient) -> None:
    body = await asked(browser)
    track = body["tracks"][0]["trackId"]
    paths = [
        f"/api/recommendations/{uuid4()}",
        f"/api/recommendations/{uuid4()}/{body['recommendationId']}/tracks/{track}/why",
        f"{ME}/{uuid4()}/tracks/{track}/why",
        f"{ME}/{body['recommendationId']}/tracks/{uuid4()}/why",
    ]
    answers = [await browser.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text.replace(answer.json()["requestId"], "") for answer in answers}) == 1


@pytest.mark.parametrize("query", ["mode=loud", "limit=0", "limit=many", "energy=up", "unknown=1", "eraFrom=soon"])
async def test_a_query_that_cannot_be_used_is_named(browser: httpx.AsyncClient, query: str) -> None:
    response = await browser.get(f"{ME}?{query}")
    assert response.status_code == 422
    assert query.partition("=")[0] in response.json()["detail"]


async def test_an_empty_home_says_what_to_do_first(client: httpx.AsyncClient) -> None:
    for mode, code in (("relisten", "no_history"), ("explore", "no_catalogue"), ("blend", "no_history")):
        response = await client.get(ME, params={"mode": mode})
        assert (response.status_code, response.json()["code"]) == (409, code)


async def test_a_correction_is_previewed_and_nothing_is_kept(browser: httpx.AsyncClient, stocked_url: str) -> None:
    artist = (await asked(browser, limit=1))["tracks"][0]["artist"]
    query = {"kind": "artist", "id": artist.strip().lower(), "action": "block"}
    changes = (await browser.get("/api/taste/corrections/preview", params=query)).json()["changes"]
    gone = [change for change in changes if change["artist"] == artist]
    assert gone
    assert all(change["fromRank"] and change["toRank"] is None for change in gone)
    with psycopg.connect(stocked_url) as conn:
        assert conn.execute("select count(*) from taste_corrections").fetchone() == (0,)
