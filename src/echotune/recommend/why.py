"""The panel behind one suggestion: dates, counts, the parts of its score, and where it would rank without each."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pydantic import Field

from echotune.core.wire import WireModel
from echotune.recommend import wording
from echotune.recommend.cards import VARIETY
from echotune.recommend.chosen import Chosen
from echotune.recommend.explain import explain
from echotune.recommend.provenance import Evidence, Provenance
from echotune.recommend.schemas import (
    Component,
    Counterfactual,
    Fact,
    FeatureSource,
    RecommendationResponse,
    RecommendedTrack,
    Why,
)
from echotune.recommend.strategies import STRATEGIES
from echotune.taste.listener import FEATURES
from echotune.taste.ranking import FEWEST_LISTENS, REST_DAYS

WITHOUT = {
    "relisten": "your plays",
    "rediscover": "your earlier plays",
    "rested": "its rest",
    "explore": "the artist and its popularity",
    "same_artist": "your plays of the artist",
    "session_cooccurrence": "what you played it with",
    "transitions": "what it came after",
    "content": "its sound",
    "kindred": "what it has in common with what you named",
    "collaborative": "what other listeners play",
    "semantic": "its tags and names",
    "hour": "the hour",
    "newly_released": "being newly released",
    "popular": "being well known",
    "little_known": "being little known",
    "said": "what you said",
}
DAYTIMES = ((5, "A morning song for you"), (11, "An afternoon song for you"), (16, "An evening song for you"), (20, "A late song for you"))  # fmt: skip


class Ranking(WireModel):
    """What the panel needs beside provenance; stored with it."""

    rank: int
    ranked_among: int
    without: dict[str, int]
    closest: int | None = Field(description="position of the track that it resembles, which cost it variety")
    shortlisted: bool = Field(False, description="more fitted than were scored, so that ranks are of a shortlist")
    proposed: dict[str, int] = Field(default_factory=dict, description="by strategy, the rank it proposed the track at")


class StoredAnswer(WireModel):
    """A whole answer as it is kept."""

    response: RecommendationResponse
    rankings: list[Ranking]

    def to_json(self, response: str) -> str:
        """The document, its response being already JSON: what crosses the wire is what is kept."""
        rankings = ",".join(one.model_dump_json() for one in self.rankings)
        return f'{{"response":{response},"rankings":[{rankings}]}}'


def ranking(one: Chosen, *, shortlisted: bool) -> Ranking:
    return Ranking(
        shortlisted=shortlisted,
        proposed=one.proposed,
        rank=one.rank,
        ranked_among=one.ranked_among,
        without=one.without,
        closest=None if one.closest is None else one.closest + 1,
    )


def why(response: RecommendationResponse, track: RecommendedTrack, ranked: Ranking) -> Why:
    """The panel of one track of a stored answer."""
    provenance = track.provenance
    return Why(
        track_id=track.track_id,
        title=track.title,
        artist=track.artist,
        sentence=_sentence(provenance),
        rings=track.rings,
        facts=_facts(provenance),
        rank=ranked.rank,
        candidates=ranked.ranked_among,
        among=f"the shortlist of {_among(response, provenance)}"
        if ranked.shortlisted
        else _among(response, provenance),
        proposed=ranked.proposed,
        score=provenance.score,
        components=_components(response, track, ranked),
        counterfactuals=_counterfactuals(provenance, ranked),
        scope=_scope(provenance),
        feature_sources=[
            FeatureSource(feature=name, value=provenance.feature_values[name], source=source)
            for name, source in provenance.feature_sources.items()
        ],
    )


def _among(response: RecommendationResponse, provenance: Provenance) -> str:
    """A mix takes the best of each kind, so that ranks are told within the kind."""
    if response.mode != "blend":
        return "all that fits"
    days = provenance.novelty_days_since_last_play
    if days is None:
        return "what you have not played" if not provenance.evidence.starts else "what you never heard out"
    rested = days >= REST_DAYS and provenance.evidence.plays >= FEWEST_LISTENS
    return "what you had let go" if rested else "what you play"


def _sentence(provenance: Provenance) -> str:
    """The one thing most worth knowing; else the sentence of the card."""
    evidence = provenance.evidence
    plays = evidence.plays
    if plays >= 5 and (evidence.hour_plays or 0) >= 0.6 * plays:
        return f"{_daytime(evidence)}: {evidence.hour_plays} of its {plays} plays began between {_hours(evidence)}."
    if plays >= 5 and evidence.best_year_plays == plays:
        return f"All of its {plays} plays fell in {evidence.best_year}."
    if plays >= 5 and (evidence.best_year_plays or 0) >= 0.6 * plays:
        return f"{evidence.best_year} was its year: {evidence.best_year_plays} of its {plays} plays."
    if plays >= 3 and evidence.finished is not None and evidence.finished >= 0.8 * plays:
        return f"You hear it out: {evidence.finished} of {plays} plays ran to the end."
    return explain(provenance)


def _daytime(evidence: Evidence) -> str:
    first = evidence.hour_from or 0
    return next((label for hour, label in reversed(DAYTIMES) if first >= hour), DAYTIMES[-1][1])


def _hours(evidence: Evidence) -> str:
    return f"{evidence.hour_from:02d}:00 and {evidence.hour_to:02d}:00"


def _facts(provenance: Provenance) -> list[Fact]:
    evidence, zone = provenance.evidence, ZoneInfo(provenance.time_zone)
    facts = []
    if evidence.first_played_at and evidence.last_played_at:
        facts.append(Fact(label="First", value=wording.minute(evidence.first_played_at, zone)))
        facts.append(Fact(label="Most", value=f"{evidence.best_year}, {_plays(evidence.best_year_plays or 0)}"))
        facts.append(Fact(label="Last", value=wording.day(evidence.last_played_at, zone)))
    if evidence.plays and evidence.finished is not None:
        facts.append(Fact(label="Finished", value=f"{evidence.finished} of {evidence.plays}"))
    if evidence.skipped:
        facts.append(Fact(label="Skipped", value=f"{evidence.skipped} of {evidence.starts} starts"))
    if evidence.artist_plays and evidence.artist_first_played_at:
        since = wording.month(evidence.artist_first_played_at, zone)
        facts.append(Fact(label="The artist", value=f"{_plays(evidence.artist_plays)} since {since}"))
    if evidence.nearest_title and provenance.features_used:
        facts.append(Fact(label="Nearest in sound", value=f"{evidence.nearest_title}, {evidence.nearest_artist}"))
    return facts


def _plays(count: int) -> str:
    return f"{count:,} play" if count == 1 else f"{count:,} plays"


def _components(response: RecommendationResponse, track: RecommendedTrack, ranked: Ranking) -> list[Component]:
    """Largest first, the variety penalty last."""
    parts = track.provenance.score_components
    order = sorted(parts, key=lambda key: (key == VARIETY, -parts[key], key))
    return [Component(key=key, label=_label(key, response, track, ranked), value=parts[key]) for key in order]


def _label(key: str, response: RecommendationResponse, track: RecommendedTrack, ranked: Ranking) -> str:
    evidence, days = track.provenance.evidence, track.provenance.novelty_days_since_last_play
    if key == VARIETY:
        return f"Close to {response.tracks[ranked.closest - 1].title}" if ranked.closest else "Variety"
    if key == "content" and evidence.seed_artist:
        return f"Sound like {evidence.seed_artist}"
    if key == "rested" and days is not None:
        return f"Rested {days:,} days"
    if key == "session_cooccurrence" and evidence.together_title:
        return f"Played with {evidence.together_title}"
    if key == "said":
        return "You like it" if evidence.liked else "You saved it" if evidence.saved else STRATEGIES[key].label
    return STRATEGIES[key].label


def _counterfactuals(provenance: Provenance, ranked: Ranking) -> list[Counterfactual]:
    """One for each part of the score, the most telling first."""
    order = sorted(ranked.without, key=lambda key: (-ranked.without[key], key))
    return [
        Counterfactual(
            key=key,
            rank=ranked.without[key],
            sentence=f"Without {WITHOUT[key]} it would rank {wording.ordinal(ranked.without[key])}.",
        )
        for key in order
        if key in provenance.score_components
    ]


def _scope(provenance: Provenance) -> str:
    """What the numbers were counted from."""
    evidence, zone = provenance.evidence, ZoneInfo(provenance.time_zone)
    if evidence.first_played_at and evidence.last_played_at:
        first, last = wording.day(evidence.first_played_at, zone), wording.day(evidence.last_played_at, zone)
        counted = f"From {_plays(evidence.plays)}, {first} to {last}, {provenance.time_zone}, plays of 30 s or more."
    else:
        counted = f"No plays before {wording.day(provenance.as_of, zone)}, {provenance.time_zone}."
    known = [name for name in FEATURES if name in provenance.feature_values]
    sources = sorted({provenance.feature_sources[name] for name in known})
    sound = (
        f"Sound: {', '.join(sources)}, {len(known)} of {len(FEATURES)} features known."
        if known
        else "Sound: not known."
    )
    estimated = f" Estimated: {', '.join(provenance.estimated)}." if provenance.estimated else ""
    return f"{counted} {sound}{estimated}"
