"""What else decides which things a question is about: that they were new, or not played at another time."""

from __future__ import annotations

from typing import Any

from echotune.accounts.store import Account
from echotune.insights.ask import source
from echotune.insights.ask.parts import GENRE, RULES, THINGS
from echotune.insights.ask.plan import Plan, Thing
from echotune.insights.period import Period

FEWEST_STARTS = 20
"""A skip rate of fewer starts says little."""
Narrowed = tuple[str, list[str], dict[str, Any]]
"""Further CTEs, conditions over `key`, and what they bind."""


def narrowed(account: Account, plan: Plan, thing: Thing) -> Narrowed:
    """The restrictions of a plan over things."""
    ctes, conditions, bound = unrestricted(plan)
    if plan.measure == "discoveries":
        ctes += f", {firsts(thing)}"
        conditions.append(f"key in (select key from firsts where {discovered(plan)})")
    if plan.more.absent:
        ctes += f", {_elsewhere(thing)}"
        conditions.append("key not in (select key from elsewhere)")
        span = Period(plan.more.absent.from_, plan.more.absent.to).parameters(account)
        bound |= {"absent_first": span["first"], "absent_beyond": span["beyond"]}
    return ctes, conditions, bound


def unrestricted(plan: Plan) -> Narrowed:
    """No restriction but the bounds on plays, which are bound here."""
    return "", [], {"at_least": plan.more.at_least, "at_most": plan.more.at_most, "fewest_starts": FEWEST_STARTS}


def firsts(thing: Thing) -> str:
    """Every thing of the whole record, with the instant and the wall time of its first play."""
    return f"""firsts as (
        select key, first, first at time zone %(zone)s as started from (
            select {THINGS[thing].key} as key, min(first) as first from (
                select item_id as track_id, min(ended_at - ms_played * interval '1 millisecond') as first from plays
                where user_id = %(user)s and kind = 'audio' and superseded_by is null and {RULES["plays"]} group by 1) as each
            join tracks using (track_id) {_genre(thing)} where {THINGS[thing].label} <> '' group by 1) as earliest)"""


def discovered(plan: Plan) -> str:
    """Whether the first play lies in the period, and in the hours, weekdays and months of the plan."""
    return source.all_of(["first >= %(first)s and first < %(beyond)s", source.times(plan)])


def _elsewhere(thing: Thing) -> str:
    return f"""elsewhere as (
        select distinct {THINGS[thing].key} as key from (
            select distinct item_id as track_id from plays
            where user_id = %(user)s and kind = 'audio' and superseded_by is null and {RULES["plays"]}
            and ended_at - ms_played * interval '1 millisecond' >= %(absent_first)s
            and ended_at - ms_played * interval '1 millisecond' < %(absent_beyond)s) as each
        join tracks using (track_id) {_genre(thing)})"""


def _genre(thing: Thing) -> str:
    return f"join {GENRE} using (track_id)" if thing == "genres" else ""
