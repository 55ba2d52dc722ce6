"""`echotune recommend` as it stands on a terminal."""

from __future__ import annotations

import json
from typing import cast

import pytest
from typer.testing import CliRunner

from echotune.bootstrap import App
from echotune.cli import cli
from echotune.recommend.request import RecommendationRequest
from echotune.terminal.recommend import recommend
from tests.recommend.conftest import Listener


async def test_each_track_has_its_reason_below_it(listener: Listener, capsys: pytest.CaptureFixture[str]) -> None:
    request = RecommendationRequest(mode="rediscover", count=4)
    await recommend(cast(App, listener), request, "local", as_of=None, as_json=False)
    printed = " ".join(capsys.readouterr().out.split())
    response = await listener.ask(request)
    for track in response.tracks:
        assert track.title in printed
        assert track.why in printed


async def test_what_is_missing_is_accounted_for(listener: Listener, capsys: pytest.CaptureFixture[str]) -> None:
    request = RecommendationRequest(artists=["Nobody At All"])
    await recommend(cast(App, listener), request, "local", as_of=None, as_json=False)
    printed = capsys.readouterr().out
    assert "0 of 10 found" in printed
    assert "left out by “by Nobody At All”" in printed
    assert "Try “Some music”" in printed


async def test_json_is_the_document_that_crosses_the_wire(
    listener: Listener, capsys: pytest.CaptureFixture[str]
) -> None:
    await recommend(cast(App, listener), RecommendationRequest(count=3), "local", as_of=None, as_json=True)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert [track["position"] for track in json.loads(lines[0])["tracks"]] == [1, 2, 3]


@pytest.mark.parametrize(
    "arguments", [["--mode", "loud"], ["--time-of-day", "noonish"], ["--limit", "many"], ["--surprise"]]
)
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(cli, ["recommend", *arguments]).exit_code == 2
