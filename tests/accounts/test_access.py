"""Sessions, the owner check, and what a request must show."""

from __future__ import annotations

import httpx


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
