"""What to say next: refine chips that fit an answer, from what is known of its tracks."""

from __future__ import annotations

from collections import Counter
from statistics import fmean

from echotune.chat.parts import Refine, RefineChip
from echotune.chat.understand.request import UnderstoodRequest
from echotune.recommend.schemas import RecommendationResponse, RecommendedTrack

LIVELY = 0.5
RECENT_YEAR = 2005
MOST_CHIPS = 5
CALM = frozenset({"calm", "chill", "relaxed", "mellow", "peaceful", "gentle", "quiet", "sleepy", "dreamy", "sad"})
UPBEAT = frozenset({"upbeat", "energetic", "happy", "lively", "pumped", "party", "angry"})


def refinements(response: RecommendationResponse, request: UnderstoodRequest) -> Refine:
    """At most five: the offer when something is missing, then directions that the tracks' known facts allow, none of
    them against what was asked for."""
    chips: list[RefineChip] = []
    if response.shortfall and response.shortfall.offer:
        offer = response.shortfall.offer
        chips.append(_chip(f"Drop “{offer.label}”", offer.text))
    if response.tracks:
        chips += [chip for chip in (_mood(response.tracks, request), _age(response.tracks, request)) if chip]
        chips.append(_chip("More obscure", "more obscure"))
        artist = leading_artist(response.tracks)
        if len({track.artist for track in response.tracks}) > 1:
            chips.append(_chip(f"No {artist}", f"without {artist}"))
    return Refine(chips=chips[:MOST_CHIPS])


def _mood(tracks: list[RecommendedTrack], request: UnderstoodRequest) -> RefineChip | None:
    values = [track.provenance.feature_values.get("energy") for track in tracks]
    known = [value for value in values if value is not None]
    if not known:
        return None
    wish, moods = request.features.get("energy"), {mood.lower() for mood in request.moods}
    if moods & CALM or (wish and (wish.delta == "-" or wish.max is not None)):
        return _chip("Calmer still", "calmer")
    if moods & UPBEAT or (wish and (wish.delta == "+" or wish.min is not None)):
        return _chip("Even livelier", "more energetic")
    return _chip("Less upbeat", "calmer") if fmean(known) > LIVELY else _chip("More upbeat", "more energetic")


def _age(tracks: list[RecommendedTrack], request: UnderstoodRequest) -> RefineChip | None:
    years = [track.release_year for track in tracks if track.release_year]
    if not years or request.era:
        return None
    return _chip("Older", "older") if fmean(years) > RECENT_YEAR else _chip("Newer", "newer")


def leading_artist(tracks: list[RecommendedTrack]) -> str:
    """The artist with most tracks of the answer; the one that comes first where they are even."""
    return Counter(track.artist for track in tracks).most_common(1)[0][0]


def _chip(label: str, text: str) -> RefineChip:
    return RefineChip(label=label, text=text)
