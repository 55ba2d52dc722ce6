"""What a question's document asks for, computed from a life's raw rows: the oracle of the insight questions.

A result is a `Table` (names with values, in which order, how many are shown), a `Course` (a value for each time) or
`Figures` (numbers by what they are).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl

from tests.support.counting import NO_PHONE, PHONE, Life, listens, skips, starts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {12: "Winter", 1: "Winter", 2: "Winter", 3: "Spring", 4: "Spring", 5: "Spring", 6: "Summer", 7: "Summer",
           8: "Summer", 9: "Autumn", 10: "Autumn", 11: "Autumn"}  # fmt: skip
NAME = {"artists": "artist", "tracks": "title", "albums": "album", "genres": "genre"}
KEY = {"artists": "artists", "tracks": "tracks", "albums": "albums", "genres": "genre"}
FEWEST_STARTS = 20
Document = dict[str, Any]


@dataclass
class Table:
    """(name, whom it is by, value) of everything, best first; `shown` of them are rows."""

    rows: list[tuple[str, str, Any]]
    shown: int


@dataclass
class Course:
    """A value for each day, month, hour ...; times without one are 0."""

    values: dict[Any, Any]
    shown: int | None = None
    """When only the best are rows."""


@dataclass
class Favourites:
    """For each time the names that share the first place, and their value."""

    best: dict[Any, tuple[set[str], Any]]


@dataclass
class Figures:
    values: list[Any]


Expected = Table | Course | Favourites | Figures


class Oracle:
    """Answers documents about one life in one zone."""

    def __init__(self, life: Life, zone: str) -> None:
        self.life, self.rows = life, life.local(zone)

    def answer(self, want: Document) -> Expected:
        asked, plan = want["insight"], want.get("plan", {})
        if plan.get("versus"):
            return self._versus(want)
        if asked["measure"] == "gap" and plan.get("distinct"):
            days = len(self._days(want))
            return Figures([days - self._asked(want)["day"].n_unique(), days])
        if asked["measure"] in ("streak", "gap"):
            return Figures(list(_run(self._asked(want), asked["measure"])))
        if asked["subject"] == "sessions" or plan.get("per") == "session":
            return self._sessions(want)
        if plan.get("share"):
            return self._share(want)
        if plan.get("per"):
            return self._average(want)
        return self._counted(want)

    # -- which rows ----------------------------------------------------------------------------------------

    def _rule(self, want: Document) -> pl.DataFrame:
        asked = want["insight"]
        if asked["measure"] == "skip_rate" or asked["subject"] == "skips":
            return starts(self.rows)
        return skips(self.rows) if asked["measure"] == "skips" else listens(self.rows)

    def _asked(self, want: Document, *, times: bool = True, names: bool = True, period: bool = True) -> pl.DataFrame:
        rows = self._rule(want)
        rows = _within_period(rows, want["insight"]) if period else rows
        rows = _at_times(rows, want) if times else rows
        return _circumstances(self._named(rows, want), want) if names else rows

    def _named(self, rows: pl.DataFrame, want: Document) -> pl.DataFrame:
        for field, column in (("artists", "artist"), ("tracks", "title"), ("albums", "album")):
            if want.get(field):
                rows = rows.filter(_low(column).is_in([name.lower() for name in want[field]]))
        if want.get("genres"):
            carrying = self.life.genres.filter(pl.col("genre").is_in(want["genres"])).select("item").unique()
            rows = rows.join(carrying, on="item", how="semi")
        excluded = [name.lower() for name in want.get("exclude", {}).get("artists", [])]
        rows = rows.filter(~_low("artist").is_in(excluded)) if excluded else rows
        era = want.get("era")
        if era:
            rows = rows.filter(pl.col("year").is_between(era.get("from", 0), era.get("to", 9999)))
        return rows

    def _told_apart(self, rows: pl.DataFrame, want: Document) -> pl.DataFrame:
        """With the columns `key`, `name`, `by` of the subject."""
        subject = want["insight"]["subject"]
        if subject == "genres":
            rows = rows.join(self.life.genres, on="item")
            if want.get("genres"):
                rows = rows.filter(pl.col("genre").is_in(want["genres"]))
        by = pl.col("artist") if subject in ("tracks", "albums") else pl.lit("")
        rows = rows.with_columns(key=pl.col(KEY[subject]), name=pl.col(NAME[subject]), by=by)
        return rows.filter(pl.col("name") != "")

    # -- counts ----------------------------------------------------------------------------------------------

    def _counted(self, want: Document) -> Expected:
        asked, plan = want["insight"], want.get("plan", {})
        by = (
            plan.get("by")
            or ("" if asked["subject"] in NAME else plan.get("within"))
            or {"hours": "hour", "days": "day"}.get("" if plan.get("distinct") else asked["subject"])
        )
        thing = asked["subject"] in NAME
        named = thing and bool(want.get(asked["subject"]))
        if by and thing and not named and not plan.get("distinct"):
            return self._favourites(want, by)
        if by:
            return self._course(want, by)
        if plan.get("distinct"):
            return Figures([len(self._things(want)) if thing else self._asked(want)["day"].n_unique()])
        return self._table(want) if thing else self._total(want)

    def _things(self, want: Document) -> pl.DataFrame:
        """key, name, by, value of each thing, best first."""
        asked, plan = want["insight"], want.get("plan", {})
        new = asked["measure"] == "discoveries"
        rows = self._told_apart(self._asked(want, times=not new), want)
        group = ["key", _bucket(plan["within"]).alias("bucket")] if plan.get("within") else ["key"]
        things = rows.group_by(group).agg(
            _value(asked["measure"]).alias("value"),
            plays=pl.len(),
            name=pl.col("name").first(),
            by=pl.col("by").first(),
        )
        if plan.get("within"):
            things = things.sort("value", descending=True).unique("key", keep="first")
        if plan.get("atLeast"):
            things = things.filter(pl.col("plays") >= plan["atLeast"])
        if plan.get("atMost"):
            things = things.filter(pl.col("plays") <= plan["atMost"])
        if asked["measure"] == "skip_rate" and not want.get(asked["subject"]):
            things = things.filter(pl.col("plays") >= FEWEST_STARTS)
        if new:
            things = things.join(self._new(want), on="key", how="semi")
        if plan.get("absent"):
            span = {"from": plan["absent"].get("from"), "to": plan["absent"].get("to")}
            there = self._told_apart(_within_period(listens(self.rows), span), {"insight": asked})
            things = things.join(there.select("key").unique(), on="key", how="anti")
        down = (asked["measure"] != "first") != (plan.get("order") == "least")
        return things.sort("value", descending=down)

    def _new(self, want: Document) -> pl.DataFrame:
        """The things whose first play ever lies in the days, hours, weekdays and months of the question."""
        rows = self._told_apart(listens(self.rows), {"insight": want["insight"]}).sort("start")
        first = rows.unique("key", keep="first", maintain_order=True)
        return _at_times(_within_period(first, want["insight"]), want)

    def _table(self, want: Document) -> Table:
        things = self._things(want)
        dated = want["insight"]["measure"] in ("first", "last")
        rows = [
            (name, by, value.date() if dated else value)
            for name, by, value in things.select("name", "by", "value").rows()
        ]
        return Table(rows, want["insight"].get("limit") or 10)

    def _total(self, want: Document) -> Figures:
        rows, asked = self._asked(want), want["insight"]
        if asked["subject"] == "skips":
            pressed = len(skips(rows))
            return Figures([pressed, len(rows), round(100 * pressed / len(rows), 1)])
        value = rows.select(_value(asked["measure"])).item() if len(rows) else 0
        return Figures([value])

    def _course(self, want: Document, by: str) -> Course:
        asked, plan = want["insight"], want.get("plan", {})
        shown = asked.get("limit") or (10 if by == "day" else None)
        if asked["measure"] == "discoveries":
            first = self._named(self._new(want), want)
            return Course(_by(first, by, pl.len()), shown)
        rows = self._asked(want)
        if plan.get("distinct"):
            return Course(_by(self._told_apart(rows, want), by, pl.col("key").n_unique()), shown)
        return Course(_by(rows, by, _value("skip_rate" if asked["subject"] == "skips" else asked["measure"])), shown)

    def _favourites(self, want: Document, by: str) -> Favourites:
        rows = self._told_apart(self._asked(want), want)
        counts = rows.group_by(_bucket(by).alias("bucket"), "key").agg(
            value=_value(want["insight"]["measure"]), name=pl.col("name").first()
        )
        best: dict[Any, tuple[set[str], Any]] = {}
        for (bucket,), group in counts.group_by("bucket"):
            most = group["value"].max()
            best[bucket] = (set(group.filter(pl.col("value") == most)["name"]), most)
        return Favourites(best)

    # -- more than one count ---------------------------------------------------------------------------------

    def _versus(self, want: Document) -> Expected:
        sides = [self._side(want, side) for side in want["plan"]["versus"]]
        asked = want["insight"]
        if asked["subject"] in NAME and not want.get(asked["subject"]) and not want["plan"].get("distinct"):
            one, other = (dict(self._things(side).select("key", "value").rows()) for side in sides)
            changes = {key: one.get(key, 0) - other.get(key, 0) for key in one.keys() | other.keys()}
            names = dict(self._told_apart(listens(self.rows), want).select("key", "name").unique("key").rows())
            rows = [(names[key], "", change) for key, change in changes.items()]
            turn = 1 if want["plan"].get("order") == "least" else -1
            return Table(sorted(rows, key=lambda row: turn * row[2]), 10)
        values = []
        for side in sides:
            summed = {**side, "insight": {**asked, **side["insight"], "subject": asked["subject"]}}
            distinct = want["plan"].get("distinct")
            rows = self._asked(summed)
            values.append(len(self._things(summed)) if distinct else rows.select(_value(asked["measure"])).item())
        return Course(dict(enumerate(values)))

    def _side(self, want: Document, side: Document) -> Document:
        plan = {key: value for key, value in want["plan"].items() if key != "versus"}
        plan |= {key: side[key] for key in ("weekdays", "months") if side.get(key)}
        changed = {key: side[key] for key in ("from", "to", "hours") if side.get(key)}
        return {**want, "plan": plan, "insight": {**want["insight"], **changed}}

    def _share(self, want: Document) -> Figures:
        names_are_asked = want["plan"]["share"] == "names"
        part = self._asked(want)
        whole = self._asked(want, names=False) if names_are_asked else self._asked(want, times=False)
        value = _value(want["insight"]["measure"])
        one, all_of_it = part.select(value).item(), whole.select(value).item()
        return Figures([round(100 * one / all_of_it, 1), one, all_of_it])

    def _average(self, want: Document) -> Figures:
        asked, plan = want["insight"], want["plan"]
        rows = self._asked(want)
        if plan["per"] in ("track", "artist"):
            things = rows[f"{plan['per']}s"].n_unique()
            return Figures([round(len(rows) / things, 1), len(rows), things])
        days = self._days(want)
        number = len({_place(day, plan["per"]) for day in days})
        if asked["measure"] == "discoveries":
            total = len(self._things(want))
        elif plan.get("distinct"):
            total = sum(_by(self._told_apart(rows, want), plan["per"], pl.col("key").n_unique()).values())
        else:
            total = rows.select(_value(asked["measure"])).item()
        return Figures([round(total / number, 1), total, number])

    def _days(self, want: Document) -> list[date]:
        """The days that the question speaks of, within the record."""
        record = listens(self.rows).sort("end", "ms")
        first = max(record["day"][0], _date(want["insight"].get("from")) or date.min)
        last = min(record["day"][-1], _date(want["insight"].get("to")) or date.max)
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        plan = want.get("plan", {})
        return [
            day
            for day in days
            if (not plan.get("weekdays") or WEEKDAYS[day.weekday()] in plan["weekdays"])
            and (not plan.get("months") or day.month in plan["months"])
        ]

    def _sessions(self, want: Document) -> Expected:
        asked, plan = want["insight"], want.get("plan", {})
        rows = _within_period(listens(self.rows), asked).sort("end", "ms", "item")
        begins = (pl.col("start") - pl.col("end").shift(1) > pl.duration(minutes=30)).fill_null(value=True)
        rows = rows.with_columns(session=begins.cum_sum())
        whole = rows.group_by("session").agg(
            wall=pl.col("wall").min(), plays=pl.len(), minutes=(pl.col("ms").sum() / 60_000).round(1)
        )
        whole = whole.with_columns(day=pl.col("wall").dt.date())
        heard = self._named(rows, want).select("session").unique()
        whole = _at_times(whole.join(heard, on="session", how="semi"), want)
        if plan.get("by") and (plan.get("per") or asked["measure"] == "minutes"):
            return Course(_by(whole, plan["by"], pl.col(asked["measure"]).mean().round(1)))
        if plan.get("by"):
            return Course(_by(whole, plan["by"], pl.len()))
        if plan.get("order"):
            best = whole.sort("minutes", descending=True)
            return Table(
                [(day.isoformat(), "", minutes) for day, minutes in best.select("day", "minutes").rows()],
                asked.get("limit") or 10,
            )
        if plan.get("per") == "session":
            unit = "minutes" if asked["measure"] == "minutes" else "plays"
            return Figures([round(whole[unit].sum() / len(whole), 1), len(whole)])
        if plan.get("per"):
            number = len({_place(day, plan["per"]) for day in self._days(want)})
            return Figures([round(len(whole) / number, 1), len(whole), number])
        return Figures([len(whole)])


def _low(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.to_lowercase()


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _within_period(rows: pl.DataFrame, asked: Document) -> pl.DataFrame:
    first, last = _date(asked.get("from")), _date(asked.get("to"))
    rows = rows.filter(pl.col("day") >= first) if first else rows
    return rows.filter(pl.col("day") <= last) if last else rows


def _at_times(rows: pl.DataFrame, want: Document) -> pl.DataFrame:
    hours, plan = want["insight"].get("hours"), want.get("plan", {})
    if hours:
        rows = rows.filter(pl.col("wall").dt.hour().is_between(hours["from"], hours["to"]))
    if plan.get("weekdays"):
        rows = rows.filter((pl.col("wall").dt.weekday() - 1).is_in([WEEKDAYS.index(day) for day in plan["weekdays"]]))
    if plan.get("months"):
        rows = rows.filter(pl.col("wall").dt.month().is_in(plan["months"]))
    return rows


def _circumstances(rows: pl.DataFrame, want: Document) -> pl.DataFrame:
    plan = want.get("plan", {})
    for flag in ("shuffle", "offline", "private"):
        if plan.get(flag) is not None:
            rows = rows.filter(pl.col(flag) == plan[flag])
    if plan.get("device") == "phone":
        rows = rows.filter(pl.col("platform").str.contains(PHONE) & ~pl.col("platform").str.contains(NO_PHONE))
    return rows


def _value(measure: str) -> pl.Expr:
    pressed = (pl.col("ms") < 30_000) & pl.col("ended").is_in(["fwdbtn", "backbtn", "nextbtn", "clickrow", "click-row"])
    return {
        "plays": pl.len(),
        "skips": pl.len(),
        "discoveries": pl.len(),
        "minutes": (pl.col("ms").sum() / 60_000).round(1),
        "skip_rate": (100 * pressed.sum() / pl.len()).round(1),
        "first": pl.col("wall").min(),
        "last": pl.col("wall").max(),
    }[measure]


def _bucket(by: str) -> pl.Expr:
    wall = pl.col("wall")
    return {
        "day": wall.dt.date(),
        "week": wall.dt.truncate("1w").dt.date(),
        "month": wall.dt.truncate("1mo").dt.date(),
        "year": wall.dt.truncate("1y").dt.date(),
        "weekday": (wall.dt.weekday() - 1).replace_strict(
            dict(enumerate(day.capitalize() for day in WEEKDAYS)), return_dtype=pl.String
        ),
        "hour": wall.dt.hour().cast(pl.String).str.zfill(2) + ":00",
        "season": wall.dt.month().replace_strict(SEASONS, return_dtype=pl.String),
    }[by]


def _by(rows: pl.DataFrame, by: str, value: pl.Expr) -> dict[Any, Any]:
    return dict(rows.group_by(_bucket(by).alias("bucket")).agg(value.alias("value")).rows())


def _place(day: date, unit: str) -> date:
    monday = day - timedelta(day.weekday())
    return {"day": day, "week": monday, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def _run(rows: pl.DataFrame, measure: str) -> tuple[int, date, date]:
    """The longest run of days with a play, or without: its length, first and last day; the earliest of equals."""
    days = sorted(set(rows["day"]))
    runs: list[tuple[int, date, date]] = []
    if measure == "gap":
        runs = [((b - a).days - 1, a + timedelta(1), b - timedelta(1)) for a, b in pairwise(days)]
    else:
        first = days[0]
        for a, b in pairwise([*days, date.max]):
            if (b - a).days > 1:
                runs.append(((a - first).days + 1, first, a))
                first = b
    return max(runs, key=lambda run: (run[0], -run[1].toordinal()))
