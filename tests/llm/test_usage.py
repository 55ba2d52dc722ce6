"""What is known to cost something is added up; what nobody knows is never called nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from pydantic_ai.usage import RequestUsage

from echotune.accounts.store import Account
from echotune.core import metrics
from echotune.core.db import Database
from echotune.core.settings import LlmSettings
from echotune.llm import usage_store
from echotune.llm.budget import Budget, budget_of, lower
from echotune.llm.ledger import Ledger
from echotune.llm.link import Link
from echotune.llm.sent import Ended
from echotune.llm.usage import Spent, next_month, spent

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
KNOWN, UNKNOWN = Link("openai", "gpt-4o", ()), Link("openai", "a-model-nobody-priced", ())
TOLD, UNTOLD = RequestUsage(input_tokens=1_000_000, output_tokens=100_000), RequestUsage()


@pytest.mark.parametrize(
    ("link", "usage", "local", "began_to_answer", "cost"),
    [
        (KNOWN, TOLD, False, True, Decimal("3.5")),  # 2.50 a million in, 10.00 a million out
        (UNKNOWN, TOLD, False, True, None),
        (KNOWN, UNTOLD, False, True, None),
        (KNOWN, UNTOLD, False, False, Decimal(0)),
        (UNKNOWN, TOLD, True, True, Decimal(0)),
    ],
    ids=["listed", "not listed", "stopped before it was told", "refused", "on one's own machine"],
)
def test_a_try_costs_what_is_known_of_it(
    link: Link, usage: RequestUsage, local: bool, began_to_answer: bool, cost: Decimal | None
) -> None:
    assert spent(link, usage, local=local, began_to_answer=began_to_answer, at=NOW).cost_usd == cost


def test_the_lower_limit_counts_and_a_limit_of_nothing_is_one() -> None:
    assert lower(None, None) is None
    assert lower(5.0, None) == Decimal("5.0")
    assert lower(5.0, 0.0) == 0
    assert Budget(date(2026, 11, 1), Decimal(0), Decimal(0)).used_up


def test_under_a_limit_what_is_unknown_is_not_asked_and_when_it_is_reached_only_what_is_free() -> None:
    own = Link("ollama", "llama", ("",))
    links = [KNOWN, UNKNOWN, own]
    settings = LlmSettings.model_validate({"ollama_base_url": "http://127.0.0.1:11434"})
    limits = [(None, Decimal(9)), (Decimal(5), Decimal(4)), (Decimal(5), Decimal(5))]
    asked = [Budget(date(2026, 11, 1), *limit).affordable(links, settings, NOW) for limit in limits]
    assert asked == [links, [KNOWN, own], [own]]


def test_it_begins_anew_with_the_next_month() -> None:
    assert [next_month(date(2026, month, 1)) for month in (1, 11, 12)] == [
        date(2026, 2, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]


async def test_what_was_never_told_counts_as_much_as_the_others_of_its_model(db: Database, local: Account) -> None:
    async with db.connect() as conn:
        for cost in (Decimal(2), Decimal(4), None, None):
            await usage_store.add(conn, local.id, KNOWN, NOW, Spent(10, 1, cost))
        await usage_store.add(conn, local.id, UNKNOWN, NOW, Spent(10, 1, None))
        await usage_store.add(conn, local.id, KNOWN, NOW.replace(month=10), Spent(10, 1, Decimal(100)))
        await usage_store.add(conn, uuid4(), KNOWN, NOW, Spent(10, 1, Decimal(100)))
        budget = await budget_of(conn, local.id, Decimal(12), NOW)
        first, second = await usage_store.of_month(conn, local.id, date(2026, 11, 1))
    assert budget.spent_usd == 12
    assert budget.used_up
    assert (first.requests, first.unpriced, first.input_tokens, first.cost_usd) == (4, 2, 40, 6)
    assert (second.requests, second.unpriced, second.cost_usd) == (1, 1, 0)


def test_tokens_and_cost_are_counted_by_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    put: dict[tuple[str, ...], float] = {}
    monkeypatch.setattr(metrics, "put", lambda name, value, **labels: put.update({(name, *labels.values()): value}))
    ledger = Ledger(None, LlmSettings())
    for cost in (Decimal("0.5"), None, Decimal("0.25")):
        ledger.ended(Ended(None, KNOWN, uuid4(), NOW, "answered", 200, 10, Spent(21, 7, cost)))
    assert put == {
        ("llm.tokens.count", "openai", "input"): 63,
        ("llm.tokens.count", "openai", "output"): 21,
        ("llm.cost.usd", "openai"): 0.75,
    }
