"""A plan answered: the form that fits it, and what that form cannot take said in words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from echotune.accounts.store import Account
from echotune.core.db import Connection
from echotune.core.errors import InvalidRequest
from echotune.insights.ask import in_words
from echotune.insights.ask.comparison import comparison
from echotune.insights.ask.drawn import Answer, drawn
from echotune.insights.ask.favourites import favourites
from echotune.insights.ask.plan import FILTERS, FLAGS, Measure, Plan
from echotune.insights.ask.ranking import ranking
from echotune.insights.ask.runs import runs
from echotune.insights.ask.series import series
from echotune.insights.ask.sittings import sittings
from echotune.insights.ask.total import average, distinct, share, total
from echotune.insights.insight import Insight

COUNTED: frozenset[Measure] = frozenset({"plays", "minutes", "skips"})
SKIP_RATE: frozenset[Measure] = frozenset({"skip_rate"})
NEW: frozenset[Measure] = frozenset({"discoveries"})
RATED = COUNTED | SKIP_RATE
DATED: frozenset[Measure] = frozenset({"first", "last"})


@dataclass(frozen=True)
class Form:
    """One form of question: when it fits, how it is answered, which measures and refinements it understands."""

    fits: Callable[[Plan], bool]
    compute: Callable[[Connection, Account, Plan], Awaitable[Answer]]
    measures: frozenset[Measure]
    takes: frozenset[str]


FORMS: dict[str, Form] = {
    "comparison": Form(
        lambda plan: bool(plan.more.versus),
        comparison,
        RATED | NEW,
        FILTERS | {"versus", "order", "distinct"},
    ),
    "run of days": Form(
        lambda plan: plan.measure in ("streak", "gap"),
        runs,
        frozenset({"streak", "gap"}),
        FLAGS | {"order", "distinct"},
    ),
    "session": Form(
        lambda plan: plan.subject == "sessions" or plan.more.per == "session",
        sittings,
        frozenset({"plays", "minutes"}),
        FILTERS | {"per", "by", "order"},
    ),
    "share": Form(lambda plan: bool(plan.more.share), share, frozenset({"plays", "minutes"}), FILTERS | {"share"}),
    "average": Form(
        lambda plan: bool(plan.more.per),
        average,
        COUNTED | NEW,
        FILTERS | {"per", "distinct", "at_least", "at_most"},
    ),
    "favourite of each time": Form(
        lambda plan: bool(
            plan.thing and plan.more.by and not plan.called and not plan.more.distinct and plan.measure != "discoveries"
        ),
        favourites,
        COUNTED,
        FILTERS | {"by", "order"},
    ),
    "course of time": Form(
        lambda plan: bool(plan.more.by),
        series,
        RATED | NEW,
        FILTERS | {"by", "order", "distinct", "at_least", "at_most"},
    ),
    "number of different things": Form(
        lambda plan: plan.more.distinct,
        distinct,
        COUNTED | NEW,
        FILTERS | {"distinct", "at_least", "at_most", "absent"},
    ),
    "best of a single time": Form(
        lambda plan: bool(plan.thing and plan.more.within), ranking, COUNTED, FILTERS | {"order", "within"}
    ),
    "ranking": Form(
        lambda plan: plan.thing is not None,
        ranking,
        RATED | DATED | NEW,
        FILTERS | {"order", "at_least", "at_most", "absent"},
    ),
    "total": Form(lambda _: True, total, RATED | DATED, FILTERS | {"order"}),
}
"""In the order in which they are asked; the last one fits what is left."""


async def answer(conn: Connection, account: Account, plan: Plan) -> Insight:
    """Rows, sentence and drawing. What no form understands is refused in words, never answered without it."""
    plan = settled(plan)
    form = next(form for form in FORMS.values() if form.fits(plan))
    refuse(plan)
    return drawn(account, plan, await form.compute(conn, account, plan))


def refuse(plan: Plan) -> None:
    """Raise InvalidRequest when the plan holds something that its form would have to leave out."""
    name, form = next((name, form) for name, form in FORMS.items() if form.fits(plan))
    odd = sorted(plan.more.given - form.takes)
    odd += [] if plan.measure in form.measures else [in_words.MEASURED[plan.measure]]
    if plan.measure == "discoveries":
        odd += sorted(plan.more.given & FLAGS)
    if odd:
        raise InvalidRequest(
            f"I understood “{in_words.title(plan)}” as a {name}, but I cannot count that together with "
            f"{in_words.listed([word.replace('_', ' ') for word in odd])}. Ask for one of them alone."
        )


def settled(plan: Plan) -> Plan:
    """One form for what can be said in several: hours and days are plays over time, a plan of skips is their rate."""
    more = plan.more
    if plan.subject == "hours":
        by = more.by or "hour"
        return replace(plan, subject="plays", more=more.model_copy(update={"by": by, "order": more.order or "most"}))
    if (
        plan.subject == "days"
        and not more.distinct
        and plan.measure not in ("streak", "gap")
        and not more.versus
        and not more.per
    ):
        by = more.by or "day"
        return replace(plan, subject="plays", more=more.model_copy(update={"by": by, "order": more.order or "most"}))
    if plan.subject == "skips":
        return replace(plan, subject="plays", measure="skip_rate" if not (more.per or more.share) else "skips")
    if plan.measure == "discoveries" and plan.thing is None:
        counted = bool(more.given & {"versus", "by", "per"})
        return replace(plan, subject="tracks", more=more.model_copy(update={"distinct": more.distinct or counted}))
    if more.within and plan.thing is None:
        ordered = more.model_copy(update={"within": None, "by": more.within, "order": more.order or "most"})
        return replace(plan, more=ordered)
    return plan
