"""The plays that a plan speaks of, as SQL: `per_track` (within the dates, hours, flags) and `asked` (of what is named)."""

from __future__ import annotations

from typing import Any

from echotune.accounts.store import Account
from echotune.insights.ask.parts import BUCKETS, DEVICES, FILTERS, GENRE, RULES, SKIPPED, THINGS, Rule
from echotune.insights.ask.plan import WEEKDAY_NUMBERS, Bucket, Plan, Thing
from echotune.insights.period import Period
from echotune.insights.skip_rate import SKIP_ENDINGS

LONGEST_PLAY = "30 days"
"""`ms_played` is an integer of milliseconds: no play begins earlier before its end."""
EARLIEST_YEAR, LATEST_YEAR = 0, 9999


def begun(rule: Rule, plan: Plan) -> str:
    """Rows of the period with the instant and the wall time they began: `heard`.

    An open end has no condition: on an expression the planner could only guess, and would guess far too few rows.
    """
    flags = [FILTERS[name] for name in ("device", "shuffle", "offline", "private") if name in plan.more.given]
    since = ["ended_at >= %(first)s"] if plan.period.first_day else []
    bounds = ["begun >= %(first)s"] if plan.period.first_day else []
    bounds += ["begun < %(beyond)s"] if plan.period.last_day else []
    until = [f"ended_at < %(beyond)s + interval '{LONGEST_PLAY}'"] if plan.period.last_day else []
    return f"""heard as (
        select track_id, ms_played, ended_at, reason_end, incognito, begun, begun at time zone %(zone)s as started from (
            select item_id as track_id, ms_played, ended_at, reason_end, incognito,
                   ended_at - ms_played * interval '1 millisecond' as begun
            from plays where user_id = %(user)s and kind = 'audio' and superseded_by is null
            and {all_of([RULES[rule], *since, *until, *flags])}) as counted
        where {all_of(bounds)})"""


def times(plan: Plan) -> str:
    """The condition of hours, weekdays and months over `started`."""
    wanted = ["hours"] if plan.hours else []
    wanted += [name for name in ("weekdays", "months") if getattr(plan.more, name)]
    return all_of([FILTERS[name] for name in wanted])


def per_track(rule: Rule, plan: Plan, bucket: Bucket | None = None, *, summed: bool = False) -> str:
    """`heard` and `per_track`: plays, private ones, skips, milliseconds, first and last instant, a row a track and
    bucket; `summed`: a row a bucket, where tracks need not be told apart."""
    return f"""{begun(rule, plan)}, per_track as (
        select {"null::uuid" if summed else "track_id"} as track_id, {BUCKETS[bucket] if bucket else "null::int"} as bucket, count(*)::int as plays,
               sum(incognito::int)::int as private, sum({SKIPPED})::int as skips, sum(ms_played) as ms, min(begun) as first, max(begun) as last
        from heard where {times(plan)} group by 1, 2)"""


def asked(rule: Rule, plan: Plan, thing: Thing | None = None, bucket: Bucket | None = None) -> str:
    """`per_track` narrowed to what is named; with a thing, told apart by `key` with `label` and `by`."""
    parts, narrowing = THINGS[thing] if thing else None, names(plan, thing)
    if parts is None and not narrowing:
        return f"{per_track(rule, plan, bucket, summed=True)}, asked as (select * from per_track)"
    columns = f", {parts.key} as key, {parts.label} as label, {parts.by} as by" if parts else ""
    genre = f"join {GENRE} using (track_id)" if thing == "genres" else ""
    return f"""{per_track(rule, plan, bucket)}, asked as (
        select per_track.*{columns} from per_track join tracks using (track_id) {genre}
        where {all_of(narrowing + ([f"{parts.label} <> ''"] if parts else []))})"""


def names(plan: Plan, thing: Thing | None) -> list[str]:
    """The conditions of artists, tracks, albums, genres and release years over `tracks`."""
    wanted = [name for name in ("artists", "tracks", "albums", "genres") if getattr(plan, name)]
    wanted = ["this genre" if (name, thing) == ("genres", "genres") else name for name in wanted]
    wanted += [f"without {kind}" for kind in plan.without]
    return [FILTERS[name] for name in wanted + (["released"] if plan.released else [])]


def hours_of(hours: tuple[int, int]) -> list[int]:
    """Every hour from the first to the last, over midnight where the first is the later one."""
    first, last = hours
    return list(range(first, last + 1)) if first <= last else [*range(first, 24), *range(last + 1)]


def all_of(conditions: list[str]) -> str:
    return " and ".join(conditions) or "true"


def parameters(account: Account, plan: Plan, period: Period | None = None) -> dict[str, Any]:
    """What the fragments bind."""
    more = plan.more
    first_year, last_year = plan.released or (None, None)
    return {
        **(period or plan.period).parameters(account),
        "hours": hours_of(plan.hours or (0, 23)),
        "weekdays": [WEEKDAY_NUMBERS[name] for name in more.weekdays],
        "months": more.months,
        "artists": _folded(plan.artists),
        "tracks": _folded(plan.tracks),
        "albums": _folded(plan.albums),
        "genres": _folded(plan.genres),
        **{f"without_{kind}": _folded(said) for kind, said in plan.without.items()},
        "released_from": EARLIEST_YEAR if first_year is None else first_year,
        "released_to": LATEST_YEAR if last_year is None else last_year,
        "devices": list(DEVICES[more.device]) if more.device else [],
        "shuffle": more.shuffle,
        "offline": more.offline,
        "private": more.private,
        "endings": list(SKIP_ENDINGS),
        "week_shift": "1 day" if account.preferences.week_start == "sunday" else "0",
        "gate": plan.gate,
    }


def _folded(names: tuple[str, ...]) -> list[str]:
    return [name.strip().lower() for name in names]
