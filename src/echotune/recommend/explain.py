"""One sentence why, from provenance alone.

A sentence is a list of clauses, each able to say one thing and named in `explanationRef`. Which clauses speak is
decided once, from the same provenance; rendering looks at nothing else. A clause that speaks of a feature fails when
that feature was not used or is not known of the track: words may only say what the data says.
"""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from echotune.recommend import wording
from echotune.recommend.provenance import Provenance

VERSION = "1"
YEAR_DAYS = 365.25
FAR_BPM = 25
AN = {"energy": "an", "acousticness": "an", "instrumentalness": "an"}
Clause = Callable[[Provenance], str]


class UnknownFact(ValueError):
    """A clause wanted to speak of something that provenance does not hold."""


def explain(provenance: Provenance) -> str:
    """The sentence that `explanation_ref` names. Raises UnknownFact when provenance does not hold what it says."""
    version, _, names = provenance.explanation_ref.partition(":")
    if version != VERSION or any(name not in CLAUSES for name in names.split("+")):
        raise UnknownFact(f"there is no explanation {provenance.explanation_ref}")
    return " ".join(wording.capital(CLAUSES[name](provenance)) for name in names.split("+"))


def choose(provenance: Provenance) -> str:
    """The reference of the sentence that fits this provenance best."""
    names = _played(provenance) if provenance.evidence.plays else _unplayed(provenance)
    return f"{VERSION}:{'+'.join(names)}"


def _played(provenance: Provenance) -> list[str]:
    """A count, a date, and what it has to do with the request."""
    evidence = provenance.evidence
    count = _count_clause(provenance)
    days = provenance.novelty_days_since_last_play or 0
    rest = "last" if days < 60 else "not_since" if days < 2 * YEAR_DAYS else "nothing_for_years"
    names = [count] if count in ("once", "span") else [count, rest]
    if provenance.wishes:
        return [*names, "wish" if next(iter(provenance.wishes.values())) else "wish_estimated"]
    if evidence.seed_artist and provenance.score_components.get("content", 0) >= 0.05:
        return [*names, "seed_nearest" if evidence.nearest_title else "seed"]
    if evidence.together_title and provenance.score_components.get("session_cooccurrence", 0) >= 0.03:
        return [*names, "together"]
    return names


def _count_clause(provenance: Provenance) -> str:
    """What stands out by itself, else one of what is true, so that neighbours do not all say the same."""
    evidence = provenance.evidence
    plays, days = evidence.plays, provenance.novelty_days_since_last_play or 0
    if plays == 1:
        return "once"
    if days > YEAR_DAYS and plays >= 3 and evidence.best_season_plays == plays:
        return "season"
    if plays >= 3 and evidence.finished == plays:
        return "always_finished"
    possible = _possible_counts(provenance)
    if possible:
        return possible[provenance.track_id.int % len(possible)]
    return "since" if days < 60 else "span"


def _possible_counts(provenance: Provenance) -> list[str]:
    evidence = provenance.evidence
    plays, best, skipped = evidence.plays, evidence.best_year_plays or 0, evidence.skipped
    at_hours = plays >= 5 and (evidence.hour_plays or 0) >= 0.6 * plays
    possible = []
    if plays >= 5 and evidence.finished is not None and evidence.finished >= 0.6 * plays:
        possible.append("finished_at_hours" if at_hours else "finished")
    if plays >= 6 and best >= 0.6 * plays:
        possible.append("year")
    elif plays >= 10 and best >= 0.2 * plays:
        possible.append("peak")
    if at_hours:
        possible.append("hours")
    if skipped is not None and evidence.starts >= 20 and skipped <= 0.05 * evidence.starts:
        possible.append("seldom_skipped")
    if plays >= 3 and (provenance.novelty_days_since_last_play or 0) >= 60 and evidence.best_year_plays != plays:
        possible.append("span")
    return possible


def _unplayed(provenance: Provenance) -> list[str]:
    evidence = provenance.evidence
    start = "never_heard_out" if evidence.starts else "saved_unplayed" if evidence.saved else None
    if evidence.artist_plays:
        names = [start, "unplayed_by_artist"] if start else ["new_by_artist"]
    else:
        names = [start or "new"]
    if provenance.wishes and not provenance.evidence.seed_artist:
        return [*names, "wish" if next(iter(provenance.wishes.values())) else "wish_estimated"]
    if evidence.nearest_title and provenance.features_used:
        return [*names, "nearest"]
    return names if evidence.artist_plays or start else ["new_unrelated"]


# -- clauses about plays -----------------------------------------------------------------------------------------------


def _once(provenance: Provenance) -> str:
    return f"played once, on {_day(provenance, 'first_played_at')}."


def _season(provenance: Provenance) -> str:
    evidence = provenance.evidence
    when = f"{evidence.best_season} {evidence.best_season_year}"
    if evidence.best_season == "winter" and evidence.best_season_year is not None:
        when = f"the winter of {evidence.best_season_year}–{(evidence.best_season_year + 1) % 100:02d}"
    skipped = ", never skipped" if evidence.skipped == 0 else ""
    return f"{wording.times(evidence.plays)} in {when}{skipped}."


def _always_finished(provenance: Provenance) -> str:
    plays = provenance.evidence.plays
    if provenance.track_id.int % 2:
        return f"you heard all {wording.spelled(plays)} plays to the end{_since_year(provenance)}."
    return f"played {wording.times(plays)}{_since_year(provenance)}, every time to the end."


def _finished(provenance: Provenance) -> str:
    evidence = provenance.evidence
    return f"you finished this {evidence.finished} of {evidence.plays} times{_since_year(provenance)}."


def _finished_at_hours(provenance: Provenance) -> str:
    evidence = provenance.evidence
    return f"you finished this {evidence.finished} of {evidence.plays} times, mostly between {_hours(provenance)}."


def _year(provenance: Provenance) -> str:
    evidence = provenance.evidence
    if evidence.best_year_plays == evidence.plays:
        return f"{evidence.plays} plays, all in {evidence.best_year}."
    return f"{evidence.plays} plays, {evidence.best_year_plays} of them in {evidence.best_year}."


def _peak(provenance: Provenance) -> str:
    evidence = provenance.evidence
    return f"{evidence.plays} plays, {evidence.best_year_plays} of them in {evidence.best_year}, its fullest year."


def _seldom_skipped(provenance: Provenance) -> str:
    evidence = provenance.evidence
    if not evidence.skipped:
        return f"started {evidence.starts} times, never skipped."
    return f"started {evidence.starts} times, skipped only {wording.times(evidence.skipped)}."


def _span(provenance: Provenance) -> str:
    first, last = _month(provenance, "first_played_at"), _month(provenance, "last_played_at")
    if first == last:
        return f"played {wording.times(provenance.evidence.plays)} in {first}, not since."
    return f"{wording.spelled(provenance.evidence.plays)} plays between {first} and {last}, none since."


def _at_hours(provenance: Provenance) -> str:
    evidence = provenance.evidence
    return f"{evidence.plays} plays, {evidence.hour_plays} of them begun between {_hours(provenance)}."


def _since(provenance: Provenance) -> str:
    return f"played {wording.times(provenance.evidence.plays)} since {_month(provenance, 'first_played_at')}."


def _last(provenance: Provenance) -> str:
    return f"last on {_day(provenance, 'last_played_at')}."


def _not_since(provenance: Provenance) -> str:
    word = "not" if provenance.track_id.int % 3 else "nothing"
    return f"{word} since {_month(provenance, 'last_played_at')}."


def _nothing_for_years(provenance: Provenance) -> str:
    years = int((provenance.novelty_days_since_last_play or 0) / YEAR_DAYS)
    if _count_clause(provenance) == "season":
        return f"then nothing for {wording.spelled(years)} years."
    return f"not since {_month(provenance, 'last_played_at')}, {wording.spelled(years)} years ago."


# -- clauses about likeness --------------------------------------------------------------------------------------------


def _seed(provenance: Provenance) -> str:
    _used(provenance)
    return f"close to {provenance.evidence.seed_artist} in sound."


def _seed_nearest(provenance: Provenance) -> str:
    return f"close in sound to {_nearest_name(provenance)}{_tempo(provenance)}."


def _nearest(provenance: Provenance) -> str:
    return f"nearest in sound to {_nearest_name(provenance)}{_tempo(provenance)}."


def _together(provenance: Provenance) -> str:
    evidence = provenance.evidence
    return f"in {evidence.together_sittings} sittings together with {evidence.together_title}."


def _wish(provenance: Provenance) -> str:
    """Calm, with an energy of 0.31."""
    label, features = next(iter(provenance.wishes.items()))
    _used(provenance, *features)
    values = [f"{AN.get(name, 'a')} {name} of {_value(provenance, name)}" for name in features]
    spoken = any(label.startswith(name) for name in features)  # "energy at least 0.5" would say it twice
    return f"with {wording.both(values)}." if spoken else f"{label}, with {wording.both(values)}."


def _wish_estimated(provenance: Provenance) -> str:
    label = next(iter(provenance.wishes))
    label = label.split()[0] if any(sign.isdigit() for sign in label) else label  # "energy at least 0.5" is energy
    return f"{label} by estimate: not all of its sound is known."


# -- clauses about what was never played -------------------------------------------------------------------------------


def _new(_: Provenance) -> str:
    return "new to you."


def _new_unrelated(_: Provenance) -> str:
    return "new to you, by an artist you have not played yet."


def _new_by_artist(provenance: Provenance) -> str:
    return f"new to you, by an artist you have played {_artist(provenance)}."


def _unplayed_by_artist(provenance: Provenance) -> str:
    return f"the artist you have played {_artist(provenance)}."


def _never_heard_out(provenance: Provenance) -> str:
    return f"started {wording.times(provenance.evidence.starts)}, never heard for 30 seconds."


def _saved_unplayed(_: Provenance) -> str:
    return "in your library, and never played."


CLAUSES: dict[str, Clause] = {
    "once": _once,
    "season": _season,
    "always_finished": _always_finished,
    "finished": _finished,
    "finished_at_hours": _finished_at_hours,
    "year": _year,
    "hours": _at_hours,
    "since": _since,
    "peak": _peak,
    "seldom_skipped": _seldom_skipped,
    "span": _span,
    "last": _last,
    "not_since": _not_since,
    "nothing_for_years": _nothing_for_years,
    "seed": _seed,
    "seed_nearest": _seed_nearest,
    "nearest": _nearest,
    "together": _together,
    "wish": _wish,
    "wish_estimated": _wish_estimated,
    "new": _new,
    "new_unrelated": _new_unrelated,
    "new_by_artist": _new_by_artist,
    "unplayed_by_artist": _unplayed_by_artist,
    "never_heard_out": _never_heard_out,
    "saved_unplayed": _saved_unplayed,
}


# -- parts of clauses --------------------------------------------------------------------------------------------------


def _used(provenance: Provenance, *features: str) -> None:
    """Sound may be spoken of when features took part; a named one when it took part and the track has it."""
    if not provenance.features_used:
        raise UnknownFact("no feature was used, so nothing can be said of the sound")
    for feature in features:
        if feature not in provenance.features_used or feature not in provenance.feature_values:
            raise UnknownFact(f"{feature} was not used or is not known of this track")


def _tempo(provenance: Provenance) -> str:
    """`, 11 bpm slower`; nothing where tempo took no part, or lies too far apart to be likeness."""
    difference = provenance.evidence.nearest_tempo_difference
    if difference is None or abs(difference) > FAR_BPM or "tempo" not in provenance.features_used:
        return ""
    _used(provenance, "tempo")
    if abs(difference) < 2:
        return ", and as fast"
    return f", {abs(difference)} bpm {'faster' if difference > 0 else 'slower'}"


def _value(provenance: Provenance, feature: str) -> str:
    value = provenance.feature_values[feature]
    return f"{value:.0f} bpm" if feature == "tempo" else f"{value:.1f} dB" if feature == "loudness" else f"{value:.2f}"


def _nearest_name(provenance: Provenance) -> str:
    _used(provenance)
    evidence = provenance.evidence
    if evidence.nearest_title is None:
        raise UnknownFact("nothing was found near this track")
    return f"{evidence.nearest_title} by {evidence.nearest_artist}"


def _artist(provenance: Provenance) -> str:
    since = _month(provenance, "artist_first_played_at")
    return f"{wording.times(provenance.evidence.artist_plays)} since {since}"


def _since_year(provenance: Provenance) -> str:
    """When it began, for a song that is still played; its end is told otherwise."""
    if (provenance.novelty_days_since_last_play or 0) >= 60:
        return ""
    return f" since {_month(provenance, 'first_played_at')}"


def _hours(provenance: Provenance) -> str:
    evidence = provenance.evidence
    return f"{evidence.hour_from:02d}:00 and {evidence.hour_to:02d}:00"


def _day(provenance: Provenance, field: str) -> str:
    return wording.day(getattr(provenance.evidence, field), ZoneInfo(provenance.time_zone))


def _month(provenance: Provenance, field: str) -> str:
    return wording.month(getattr(provenance.evidence, field), ZoneInfo(provenance.time_zone))
