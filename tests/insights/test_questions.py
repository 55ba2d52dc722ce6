"""Questions about a life: read from words, sent as a document, answered, and counted again over the raw rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from tests.support.counting import Life
from tests.support.expecting import Course, Expected, Favourites, Figures, Oracle, Table
from tests.support.exports import UNTIL
from tests.support.importing import import_paths, new_account
from tests.support.questions import QUESTIONS, shapes

from echotune.accounts.store import Account
from echotune.catalog.packs import add_pack
from echotune.chat.tools.insight import plan_of
from echotune.chat.tools.registry import TOOLS
from echotune.chat.tools.tool import as_agent_tool
from echotune.chat.understand.engine import LanguageEngine
from echotune.chat.understand.gazetteer import Gazetteer, Name
from echotune.chat.understand.request import UnderstoodRequest
from echotune.core.db import Database
from echotune.core.settings import DatabaseSettings, Settings
from echotune.history.demo import generate, write_pack, write_zip
from echotune.insights.ask.answer import answer
from echotune.insights.insight import Insight

ZONES = ("Europe/Stockholm", "America/St_Johns", "Asia/Kolkata")
"""Summer time; half an hour and summer time; half an hour without."""
NOW = datetime(2026, 11, 20, 12)
ROWS, SEED, PACKED = 9_000, 11, 2_500
SHAPES = shapes()
PARAPHRASES = shapes(QUESTIONS / "paraphrases.jsonl")
"""The same in other words, and more loosely put; asked in one zone."""
HELD_BACK = QUESTIONS.parents[1] / "chat" / "understand" / "sentences_unseen.jsonl"
KNOWN = "Halden Vey"
"""An artist of the generated life."""


@dataclass(frozen=True)
class Lived:
    """A life that was exported, imported and is counted a second time."""

    dsn: str
    account: Account
    life: Life
    oracles: dict[str, Oracle]
    engine: LanguageEngine


@pytest.fixture(scope="module")
def lived(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    folder, name = tmp_path_factory.mktemp("life"), f"test_{uuid4().hex}"
    admin, dsn = server.replace("/echotune?", "/postgres?"), server.replace("/echotune?", f"/{name}?")
    demo = generate(ROWS, SEED, until=UNTIL)
    write_zip(demo, folder / "export.zip")
    write_pack(demo, folder / "pack.csv", PACKED)
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"create database {name} template echotune".encode())
    user_id = new_account(dsn)
    import_paths(dsn, user_id, folder / "export.zip")
    with psycopg.connect(dsn) as conn:
        add_pack(conn, folder / "pack.csv", name="shelf", origin="open", user_id=user_id)
    life = Life.read(folder / "export.zip", folder / "pack.csv")
    account = Account(user_id, "listener", "Test", "UTC", 1)
    yield Lived(dsn, account, life, {zone: Oracle(life, zone) for zone in ZONES}, _engine(life))
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"drop database {name} with (force)".encode())


def _engine(life: Life) -> LanguageEngine:
    """The built-in engine over the names of the life."""
    names = [Name("artist", text) for text in sorted(set(life.rows["artist"]))]
    names += [Name("track", text) for text in sorted(set(life.rows["title"]))]
    names += [Name("album", text) for text in sorted(set(life.rows["album"])) if text]
    names += [Name("genre", text) for text in sorted(set(life.genres["genre"]))]
    return LanguageEngine(Gazetteer.build(names))


@pytest.fixture
async def database(lived: Lived, tmp_path: Path) -> Any:
    class AloneOnGivenDatabase(Settings):
        @property
        def alone(self) -> bool:
            return True

    opened = await Database.open(AloneOnGivenDatabase(home=tmp_path, database=DatabaseSettings(url=lived.dsn)))
    yield opened
    await opened.close()


def as_model_sends(want: dict[str, Any]) -> UnderstoodRequest:
    """A language model's tool call: JSON through the validation of the real tool."""
    tool = as_agent_tool("insight", TOOLS["insight"])
    called = tool.function_schema.validator.validate_json(json.dumps({"intent": "insight", **want}))
    request: UnderstoodRequest = called["request"] if isinstance(called, dict) else called
    return request


async def ask(database: Database, account: Account, request: UnderstoodRequest) -> Insight:
    assert request.insight
    async with database.connect() as conn:
        return await answer(conn, account, plan_of(request, request.insight, gate=True))


async def test_every_shape_is_answered_as_the_raw_rows_say_by_both_engines_in_every_zone(
    lived: Lived, database: Database
) -> None:
    assert len(SHAPES) >= 60
    wrong = [await problems(lived, database, shape, zone) for shape in SHAPES for zone in ZONES]
    assert not any(wrong), "\n".join(filter(None, wrong))


async def test_a_question_in_other_words_is_the_same_question(lived: Lived, database: Database) -> None:
    wrong = [await problems(lived, database, shape, ZONES[1]) for shape in PARAPHRASES]
    assert not any(wrong), "\n".join(filter(None, wrong))


async def test_held_back_questions_are_answered_as_the_raw_rows_say_by_both_engines(
    lived: Lived, database: Database
) -> None:
    """Sentences written before the plan was, which nothing was fitted to; their artists give way to one of this life."""
    asked = [held_back(row) for row in shapes(HELD_BACK) if row["want"]["intent"] == "insight"]
    assert len(asked) >= 20
    wrong = [await problems(lived, database, shape, ZONES[0]) for shape in asked]
    assert not any(wrong), "\n".join(filter(None, wrong))


def held_back(row: dict[str, Any]) -> dict[str, Any]:
    text, want = row["text"], {key: value for key, value in row["want"].items() if key != "intent"}
    for name in want.get("artists", []):
        text = re.sub(re.escape(name), KNOWN if name in text else KNOWN.lower(), text, flags=re.IGNORECASE)
        want["artists"] = [KNOWN]
    if "how many new" in text:  # the published form lists what is new; a plan counts it, as was asked
        want["plan"] = {"distinct": True}
    return {"ask": text, "want": want}


async def test_a_question_in_free_wording_can_be_said_as_a_plan(lived: Lived, database: Database) -> None:
    """`heard`: whether the built-in engine reads the words rightly; those that it reads stay read."""
    wrong = []
    for question in shapes(QUESTIONS / "free_wording.jsonl"):
        expected = lived.oracles[ZONES[1]].answer(question["want"])
        heard = [lived.engine.understand(question["ask"], NOW)] if question["heard"] else []
        for request in [as_model_sends(question["want"]), *heard]:
            insight = await ask(database, replace(lived.account, time_zone=ZONES[1]), request)
            problem = difference(expected, insight) or unsourced(insight)
            wrong += [f"{question['ask']}\n  {problem}\n  {insight.sentence}"] if problem else []
    assert not wrong, "\n".join(wrong)


async def problems(lived: Lived, database: Database, shape: dict[str, Any], zone: str) -> str:
    """What is wrong with the answers to one question, read from the words and sent as a model sends it."""
    heard, sent = lived.engine.understand(shape["ask"], NOW), as_model_sends(shape["want"])
    expected = lived.oracles[zone].answer(shape["want"])
    wrong = []
    for request in [sent] if _same(heard, sent) else [sent, heard]:
        insight = await ask(database, replace(lived.account, time_zone=zone), request)
        problem = difference(expected, insight) or unsourced(insight)
        wrong += [f"{shape['ask']} [{zone}]\n  {problem}\n  {insight.sentence}"] if problem else []
    return "\n".join(wrong)


def _same(heard: UnderstoodRequest, sent: UnderstoodRequest) -> bool:
    apart = {"unparsed", "confidence"}
    return heard.model_dump(exclude=apart) == sent.model_dump(exclude=apart)


def difference(expected: Expected, insight: Insight) -> str | None:
    """Nothing when the rows hold what was counted."""
    rows = insight.rows
    match expected:
        case Table(full, shown):
            return _table_difference(full[: max(shown, 0)], full, insight)
        case Course(values, shown) if insight.kind == "ranking":
            full = [(str(place), "", value) for place, value in sorted(values.items(), key=lambda pair: -pair[1])]
            return _table_difference(full[: shown or 10], None, insight)
        case Course(values):
            got = {index if 0 in values else _place(row[0]): row[1] for index, row in enumerate(rows)}
            told = {place: value for place, value in got.items() if value}
            wanted = {place: value for place, value in values.items() if value}
            return None if _near(told, wanted) else f"course {wanted} but {told}"
        case Favourites(best):
            return _favourites_difference(best, insight)
        case Figures(values):
            got_values = [row[1] for row in rows][: len(values)]
            text = [value.isoformat() if isinstance(value, date) else value for value in values]
            return None if _near(got_values, text) else f"figures {text} but {got_values}"
    return "nothing was expected"


def _table_difference(best: list[Any], full: list[Any] | None, insight: Insight) -> str | None:
    """The shown values are the best ones, and each belongs to its name."""
    at = next(n for n, column in enumerate(insight.columns) if column.key in ("value", "change", "minutes"))
    got = [row[at] for row in insight.rows]
    wanted = [value.isoformat() if isinstance(value, date) else value for _, _, value in best]
    if not _near(got, wanted):
        return f"values {wanted} but {got}"
    known = {(name.strip().lower(), str(value)) for name, _, value in full or []}
    odd = [row for row in insight.rows if full and (str(row[1]).strip().lower(), str(row[at])) not in known]
    return f"not counted: {odd[:3]} of {sorted(known)[:3]}" if odd and not _is_rounded(insight) else None


def _is_rounded(insight: Insight) -> bool:
    return any(column.unit in ("minutes", "percent") for column in insight.columns)


def _place(cell: Any) -> Any:
    """A row's first cell as the oracle names times."""
    text = str(cell)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return text


def _favourites_difference(best: dict[Any, tuple[set[str], Any]], insight: Insight) -> str | None:
    """A row for each time, with one of the names that share its first place."""
    at = {name: place for place in best for name in _names_of_time(place)}
    odd = [
        row
        for row in insight.rows
        if row[1] not in best[at[str(row[0]).lower()]][0] or row[-1] != best[at[str(row[0]).lower()]][1]
    ]
    return f"not the favourites: {odd}" if odd or len(insight.rows) != len(best) else None


def _names_of_time(place: Any) -> set[str]:
    if isinstance(place, date):
        return {f"{place:%B %Y}".lower(), place.isoformat(), *([str(place.year)] if place.month == 1 else [])}
    return {str(place).lower()}


def _near(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return got.keys() == wanted.keys() and all(_near(got[key], wanted[key]) for key in wanted)
    if isinstance(wanted, list):
        return len(got) == len(wanted) and all(_near(one, other) for one, other in zip(got, wanted, strict=True))
    if isinstance(wanted, float) or isinstance(got, float):
        return got == pytest.approx(wanted, abs=0.11)
    return bool(got == wanted)


@cache
def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text))


def unsourced(insight: Insight) -> str | None:
    """Numbers of the sentence that are in no row and not in the question itself."""
    told: set[str] = set()
    for cell in (cell for row in insight.rows for cell in row):
        if isinstance(cell, int | float):
            told |= {f"{cell:,.0f}", f"{cell:,.1f}", f"{cell / 60:,.1f}", f"{cell / 1440:,.0f}"}
        elif cell is not None:
            day = date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(cell)) else None
            told |= {str(day.day), str(day.year)} if day else set(_numbers(str(cell)))
    asked = _numbers(insight.title)
    return f"numbers without a row: {left}" if (left := _numbers(insight.sentence) - told - asked) else None
