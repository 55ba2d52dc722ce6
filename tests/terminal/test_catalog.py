"""`echotune catalog add` and `list`, on the terminal."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from echotune import bootstrap
from echotune.bootstrap import App
from echotune.core.errors import InvalidRequest
from echotune.core.settings import Settings
from echotune.terminal import catalog as screen

PACK = "track,artist,energy\nWet Gravel,Halden Vey,0.3\nWET GRAVEL,Halden Vey,0.4\n,Nobody,0.1\n"


@pytest.fixture
async def joined(settings: Settings) -> AsyncIterator[App]:
    app = await bootstrap.start(settings)
    yield app
    await app.close()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "pack.csv").write_text(PACK, "utf-8")
    return tmp_path / "pack.csv"


async def test_the_report_is_one_line_of_json_that_balances(
    joined: App, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await screen.add(joined, pack, name="p", origin="open", told=[], account=None, as_json=True)
    report = json.loads(capsys.readouterr().out)
    counts = [report[key] for key in ("read", "stored", "duplicate", "rejected")]
    assert (counts, report["rejectedByReason"]) == ([3, 1, 1, 1], {"no_title": 1})


async def test_a_listener_reads_what_became_of_the_file(
    joined: App, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await screen.add(joined, pack, name="p", origin="spotify_api", told=[], account="local", as_json=False)
    told = capsys.readouterr().out
    assert "3 rows read" in told
    assert "set aside, no_title: 1" in told
    assert "policy gate is on" in told
    await screen.show(joined, as_json=True)
    listed = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["forWhom"], listed["tracks"], listed["gated"]) == ("p", "local", 1, True)


async def test_an_unknown_account_or_a_broken_map_stores_nothing(
    joined: App, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InvalidRequest, match="not an account"):
        await screen.add(joined, pack, name="p", origin="open", told=[], account="nobody", as_json=True)
    with pytest.raises(InvalidRequest, match="title=track_name"):
        await screen.add(joined, pack, name="p", origin="open", told=["title"], account=None, as_json=True)
    await screen.show(joined, as_json=False)
    assert "No pack yet" in capsys.readouterr().out
