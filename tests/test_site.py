"""The built web app as the server hands it out."""

from __future__ import annotations

import re

import httpx

from echotune.site import DIST

PLACES = ("/", "/chat", "/chat/1234", "/insights", "/you", "/taste/time-machine", "/import", "/settings")
ELSEWHERE = ("/nowhere", "/..%2f..%2fsite", "/%2e%2e/pages/chat", "/chat.html", "/a%00b", "/" + 300 * "a")


def announced(html: str) -> set[str]:
    return set(re.findall(r'<link rel="(?:modulepreload|preload)"[^>]* href="/([^"]+)"', html))


async def test_the_page_of_a_place_announces_what_it_alone_draws_and_every_other_address_is_the_plain_page(
    client: httpx.AsyncClient,
) -> None:
    bare = (DIST / "index.html").read_text()
    for address in PLACES:
        page = await client.get(address)
        assert page.headers["cache-control"] == "no-cache"
        assert announced(page.text) > announced(bare), address
        assert all((DIST / file).is_file() for file in announced(page.text))
        assert re.sub(r" *<link[^>]*>\n", "", page.text) == re.sub(r" *<link[^>]*>\n", "", bare)
    for address in ELSEWHERE:
        assert (await client.get(address)).text == bare, address


async def test_the_page_comes_compressed_and_with_a_session(client: httpx.AsyncClient) -> None:
    client.cookies.clear()
    answer = await client.get("/chat", headers={"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert "echotune_session" in answer.cookies
