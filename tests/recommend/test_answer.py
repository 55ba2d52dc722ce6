"""Answers as a listener meets them: what is asked for comes, what is unwanted never does, and all of it is accounted for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest

from echotune.accounts import store as accounts
from echotune.core.errors import NotReady
from echotune.recommend.answer import answer
from echotune.recommend.request import Era, Exclusions, FeatureWish, RecommendationRequest, Seeds
from echotune.recommend.schemas import RecommendationResponse
from tests.recommend.conftest import Listener
from tests.recommend.library import AS_OF, NOW

MODES = (None, "relisten", "rediscover", "explore", "blend")


def artists(response: RecommendationResponse) -> list[str]:
    return [track.artist for track in response.tracks]


def recordings(response: RecommendationResponse) -> list[UUID]:
    return [track.recording_id for track in response.tracks]


async def correct(listener: Listener, kind: str, target: str, action: str) -> None:
    async with listener.database.connect() as conn:
        await conn.execute(
            "insert into taste_corrections values (%s, %s, %s, %s, %s, %s)",
            (listener.account.id, kind, target, target, action, NOW),
        )
        await accounts.bump_steering_version(conn, listener.account.id)


async def tell(listener: Listener, event_type: str, track_ids: list[UUID], at: datetime = NOW) -> None:
    async with listener.database.connect() as conn:
        for track_id in track_ids:
            await conn.execute(
                "insert into feedback_events (user_id, event_id, item_id, event_type, occurred_at, received_at) "
                "values (%s, %s, %s, %s, %s, %s)",
                (listener.account.id, uuid4(), track_id, event_type, at, at),
            )
        await accounts.bump_steering_version(conn, listener.account.id)


async def test_a_blocked_artist_never_comes_back_in_any_mode_not_even_as_a_guest(own: Listener) -> None:
    blocked = artists(await own.ask(mode="relisten", count=1))[0]
    assert blocked in artists(await own.ask(mode="relisten", count=40))
    await correct(own, "artist", blocked.strip().lower(), "block")
    for mode in MODES:
        for wish in ({}, {"artists": [blocked]}, {"seeds": Seeds(like=[blocked])}, {"moods": ["calm"]}):
            response = await own.ask(mode=mode, count=200, **wish)
            assert blocked not in artists(response)
            assert not [track for track in response.tracks if blocked.lower() in track.title.lower()]


async def test_a_blocked_genre_and_a_song_never_wanted_again_stay_away(own: Listener) -> None:
    first = (await own.ask(mode="relisten", count=1)).tracks[0]
    await correct(own, "genre", "jazz", "block")
    await tell(own, "never", [first.track_id])
    tagged = {song.releases[0] for song in own.library.songs if "jazz" in song.genres}
    for mode in MODES:
        came = set(recordings(await own.ask(mode=mode, count=300)))
        assert not came & tagged
        assert first.recording_id not in came


async def test_boost_lifts_and_mute_lowers(own: Listener) -> None:
    ranked = recordings(await own.ask(mode="relisten", count=60))
    before = {one: place for place, one in enumerate(ranked)}
    await correct(own, "track", str(ranked[40]), "boost")
    await correct(own, "track", str(ranked[0]), "mute")
    after = {one: place for place, one in enumerate(recordings(await own.ask(mode="relisten", count=60)))}
    assert after[ranked[40]] < before[ranked[40]]
    assert after.get(ranked[0], 60) > before[ranked[0]]


async def test_what_was_shown_lately_waits_unless_it_is_asked_for_or_nothing_else_is_left(own: Listener) -> None:
    shown = (await own.ask(mode="rediscover", count=5)).tracks
    await tell(own, "impression", [track.track_id for track in shown], NOW - timedelta(days=1))
    again = await own.ask(mode="rediscover", count=5)
    assert not {track.recording_id for track in shown} & set(recordings(again))
    assert shown[0].recording_id in recordings(await own.ask(tracks=[shown[0].title], artists=[shown[0].artist]))
    everything = await own.ask(mode="rediscover", count=1000)
    assert set(recordings(everything)) >= {track.recording_id for track in shown}


async def test_what_was_put_off_waits_for_two_weeks(own: Listener) -> None:
    first = (await own.ask(mode="rediscover", count=5)).tracks[0]
    await tell(own, "skip", [first.track_id], NOW - timedelta(days=13))
    assert first.recording_id not in recordings(await own.ask(mode="rediscover", count=5))


async def test_an_unknown_wanted_artist_leads_to_an_honest_shortfall(listener: Listener) -> None:
    response = await listener.ask(artists=["Nobody At All"], count=5)
    assert response.tracks == []
    assert response.shortfall is not None
    assert response.shortfall.returned == 0
    assert response.shortfall.offer is not None
    assert any("Nobody At All" in note for note in response.notes)


async def test_unknown_names_elsewhere_are_told(listener: Listener) -> None:
    response = await listener.ask(
        seeds=Seeds(like=["Nobody At All"]), tracks=[], exclude=Exclusions(tracks=["No Such Song"])
    )
    assert len(response.tracks) == 10
    assert len([note for note in response.notes if "Nobody At All" in note or "No Such Song" in note]) == 2


async def test_names_are_found_whatever_their_case_and_an_artist_beside_a_song_only_says_whose_it_is(
    listener: Listener,
) -> None:
    song = next(song for song in listener.library.songs if song.in_pack)
    by = await listener.ask(artists=[f"  {song.artist.upper()} "], count=3)
    assert set(artists(by)) == {song.artist}
    like = await listener.ask(seeds=Seeds(like=[song.title]), artists=[song.artist], count=20)
    assert len(set(artists(like))) > 3


@pytest.mark.parametrize("mode", MODES)
async def test_an_artist_comes_at_most_twice_where_others_are_left(listener: Listener, mode: Any) -> None:
    found = artists(await listener.ask(mode=mode, count=20))
    assert max(map(found.count, found)) <= 2


async def test_a_blend_mixes_what_is_on_what_was_let_go_and_what_is_new(listener: Listener) -> None:
    tracks = (await listener.ask(count=10)).tracks
    new = [track for track in tracks if not track.provenance.evidence.plays]
    rested = [track for track in tracks if (track.provenance.novelty_days_since_last_play or 0) >= 60]
    assert len(new) == 3
    assert len(rested) >= 3


async def test_calmer_is_calmer_than_the_answer_before_and_than_the_seeds(listener: Listener) -> None:
    def energies(response: RecommendationResponse) -> list[float]:
        return [
            value for track in response.tracks if (value := track.provenance.feature_values.get("energy")) is not None
        ]

    calmer: dict[Any, Any] = {"features": {"energy": FeatureWish(delta="-")}}
    before = await listener.ask(moods=["energetic"])
    after = await listener.ask(previous=before, **calmer)
    assert after.tracks
    assert max(energies(after)) < np.mean(energies(before))
    for track in after.tracks:
        assert "energy" in track.provenance.feature_values or "calmer" in track.provenance.estimated


async def test_older_is_older_than_the_answer_before(listener: Listener) -> None:
    before = await listener.ask(era=Era(from_=1990, to=2000), mode="explore")
    years = [track.release_year for track in before.tracks if track.release_year]
    after = await listener.ask(era=Era(delta="-"), mode="explore", previous=before)
    assert all(track.release_year < np.mean(years) for track in after.tracks if track.release_year)


async def test_weather_only_leans_beside_a_mood_and_an_activity_gives_way_to_a_mood(listener: Listener) -> None:
    upbeat = await listener.ask(moods=["upbeat"])
    assert (await listener.ask(moods=["upbeat", "rainy"])).candidates == upbeat.candidates
    assert (await listener.ask(moods=["sad"], activities=["workout"], mode="explore")).tracks


async def test_a_mood_that_nobody_defined_is_looked_for_in_titles_and_said_so(listener: Listener) -> None:
    response = await listener.ask(moods=["lanterns"], count=3)
    assert all("lanterns" in track.title.lower() for track in response.tracks)
    assert any("lanterns" in note for note in response.notes)


async def test_a_seed_is_resembled_more_than_the_rest_is(listener: Listener) -> None:
    seed = next(song for song in listener.library.songs if song.features and len(song.features) == 9)
    model = await listener.models.get(listener.account)
    points = (model.features - np.nanmean(model.features, axis=0)) / np.nanstd(model.features, axis=0)
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    target = points[model.recording_ids.index(seed.releases[0])]
    cosine = points[known] @ target / (np.linalg.norm(points[known], axis=1) * np.linalg.norm(target))
    response = await listener.ask(seeds=Seeds(like=[seed.title]), artists=[seed.artist], mode="explore")
    found = [
        list(known).index(model.recording_ids.index(one))
        for one in recordings(response)
        if model.recording_ids.index(one) in known
    ]
    assert np.mean(cosine[found]) > np.quantile(cosine, 0.9)


async def test_a_seed_whose_sound_is_not_known_is_stood_for_by_other_songs_of_the_artist(listener: Listener) -> None:
    sounding = {song.artist for song in listener.library.songs if song.features}
    seed = next(
        song for song in listener.library.songs if song.in_pack and not song.features and song.artist in sounding
    )
    response = await listener.ask(seeds=Seeds(like=[seed.title]), artists=[seed.artist], mode="explore")
    assert any("stood for it" in note for note in response.notes)
    assert all(track.provenance.score_components.get("content", 0) > 0 for track in response.tracks)


async def test_a_duration_is_filled_to_within_half_a_song(listener: Listener) -> None:
    response = await listener.ask(duration_minutes=60)
    model = await listener.models.get(listener.account)
    lengths = []
    for track in response.tracks:
        plays = model.plays_of(model.recording_ids.index(track.recording_id))
        finished = model.plays.ms[plays[model.play_is_finished[plays]]]
        lengths.append(float(np.median(finished)) if len(finished) else 215_000)
    assert abs(sum(lengths) - 60 * 60_000) <= max(lengths) / 2 + 1
    assert response.shortfall is None
    assert any("length" in note for note in response.notes)


async def test_the_past_is_answered_from_earlier_rows_only(own: Listener) -> None:
    then = AS_OF - timedelta(days=900)

    async def answered() -> list[RecommendationResponse]:
        own.account = await _account(own)
        return [
            await answer(own.database, own.models, own.settings, own.account, request, as_of=then)
            for request in (
                RecommendationRequest(),
                RecommendationRequest(mode="relisten", count=30),
                RecommendationRequest(mode="rediscover", moods=["calm"]),
                RecommendationRequest(mode="explore", count=30),
            )
        ]

    async with own.database.connect() as conn:
        await conn.execute("update accounts set data_version = data_version + 1")
    whole = await answered()
    async with own.database.connect() as conn:
        await conn.execute("delete from plays where ended_at >= %s", (then,))
        await conn.execute("update accounts set data_version = data_version + 1")
    cut = await answered()
    assert [one.tracks for one in whole] == [one.tracks for one in cut]
    assert all((track.release_year or 0) <= then.year for one in whole for track in one.tracks)


async def _account(listener: Listener) -> Any:
    async with listener.database.connect() as conn:
        return await accounts.by_id(conn, listener.account.id)


async def test_exploring_needs_a_catalogue_and_says_how_to_add_one(own: Listener) -> None:
    async with own.database.connect() as conn:
        await conn.execute("delete from pack_tracks")
        await conn.execute("update accounts set data_version = data_version + 1")
    with pytest.raises(NotReady, match="echotune catalog add"):
        await own.ask(mode="explore")
    assert len((await own.ask()).tracks) == 10


async def test_without_a_history_there_is_nothing_to_play_again(own: Listener) -> None:
    async with own.database.connect() as conn:
        await conn.execute("delete from plays")
        await conn.execute("update accounts set data_version = data_version + 1")
    for mode in ("relisten", "rediscover"):
        with pytest.raises(NotReady, match="Import"):
            await own.ask(mode=mode)
    assert (await own.ask()).tracks


async def test_a_genre_that_only_exists_in_narrower_ones_is_met_by_them_and_said_so(listener: Listener) -> None:
    tagged = {song.releases[0] for song in listener.library.songs if "art rock" in song.genres}
    response = await listener.ask(genres=["rock"], mode="explore")
    assert any("art rock stood for it" in note for note in response.notes)
    assert all(track.recording_id in tagged or track.provenance.estimated for track in response.tracks)
    without = await listener.ask(exclude=Exclusions(genres=["rock"]), count=200)
    assert not tagged & set(recordings(without))
    unheard_of = await listener.ask(genres=["polka"])
    assert unheard_of.tracks == []
    assert any("polka" in note for note in unheard_of.notes)


async def test_an_album_is_found_by_any_release_and_an_instrument_by_the_words_of_a_title(listener: Listener) -> None:
    song = next(song for song in listener.library.songs if song.in_pack)
    assert song.releases[0] in recordings(await listener.ask(albums=[f"{song.album} 0".upper()], count=200))
    lanterns = await listener.ask(instruments=["lanterns"], count=20)
    assert lanterns.tracks
    assert all("lanterns" in track.title.lower() for track in lanterns.tracks)
    assert all(track.provenance.estimated == ["lanterns"] for track in lanterns.tracks)
    missing = await listener.ask(albums=["No Such Album"], language="klingon")
    assert missing.tracks == []
    assert any("No Such Album" in note for note in missing.notes)


async def test_an_order_that_is_asked_for_is_kept_and_an_unknown_one_is_told(listener: Listener) -> None:
    years = [
        track.release_year for track in (await listener.ask(mode="explore", sort="oldest")).tracks if track.release_year
    ]
    assert years == sorted(years)
    titles = [track.title.lower() for track in (await listener.ask(sort="title")).tracks]
    assert titles == sorted(titles)
    energies = [track.provenance.feature_values.get("energy") for track in (await listener.ask(sort="-energy")).tracks]
    known = [energy for energy in energies if energy is not None]
    assert known == sorted(known)
    assert energies[len(known) :] == [None] * (len(energies) - len(known))
    assert any("feng shui" in note for note in (await listener.ask(sort="feng shui")).notes)
