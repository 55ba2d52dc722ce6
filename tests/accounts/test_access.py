"""Sessions, the owner check, and what a request must show."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest


async def test_a_browser_without_a_session_is_told_so(client: httpx.AsyncClient) -> None:
    client.cookies.clear()
    answer = await client.get("/api/account")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_signed_in"


async def test_the_local_listener_sees_the_local_account(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/account")
    assert answer.status_code == 200
    assert answer.json()["kind"] == "local"


async def test_a_foreign_host_name_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/account", headers={"Host": "rebound.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_host")


async def test_a_change_from_another_origin_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/account/switch", json={"kind": "local"}, headers={"Origin": "http://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")


async def test_settings_keep_what_is_not_changed(client: httpx.AsyncClient) -> None:
    await client.patch("/api/settings", json={"theme": "dark"})
    answer = await client.patch("/api/settings", json={"noRepeatDays": 7})
    assert answer.json()["theme"] == "dark"
    assert answer.json()["noRepeatDays"] == 7


async def test_a_chosen_time_zone_is_not_replaced_by_the_browsers(client: httpx.AsyncClient) -> None:
    await client.patch("/api/settings", json={"browserTimeZone": "Europe/Stockholm"})
    chosen = await client.patch("/api/settings", json={"timeZone": "Asia/Kolkata"})
    later = await client.patch("/api/settings", json={"browserTimeZone": "Europe/Paris"})
    assert chosen.json()["timeZone"] == later.json()["timeZone"] == "Asia/Kolkata"


async def test_an_unknown_time_zone_is_named_in_the_answer(client: httpx.AsyncClient) -> None:
    answer = await client.patch("/api/settings", json={"timeZone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "Mars/Olympus" in answer.json()["detail"]


async def test_another_provider_is_asked_for_its_own_model_and_a_budget_can_be_taken_away(
    client: httpx.AsyncClient,
) -> None:
    await client.patch("/api/settings", json={"provider": "openai", "model": "gpt-6-sol", "monthlyBudget": 5})
    moved = (await client.patch("/api/settings", json={"provider": "anthropic"})).json()
    assert (moved["provider"], moved["model"], moved["monthlyBudget"]) == ("anthropic", "", 5)
    assert (await client.patch("/api/settings", json={"monthlyBudget": None})).json()["monthlyBudget"] is None
    assert (await client.patch("/api/settings", json={"theme": None})).json()["theme"] == "system"
    assert (await client.patch("/api/settings", json={"provider": "nobody"})).status_code == 422


@pytest.mark.parametrize("in_pieces", [False, True])
async def test_no_more_of_a_body_is_read_than_a_request_may_have(client: httpx.AsyncClient, *, in_pieces: bool) -> None:
    read = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(100):
            read += 1_000_000
            yield b" " * 1_000_000

    body = pieces() if in_pieces else b" " * 100_000_000
    answer = await client.post("/api/understand", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert read < 10_000_000
