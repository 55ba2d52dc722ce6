"""Every insight, by name. To add one: a file with its computation, and one line here."""

from __future__ import annotations

from echotune.insights import discovery, hours, plays_over_time, sessions, skip_rate, totals
from echotune.insights.insight import InsightKind
from echotune.insights.ranking import ALBUMS, ARTISTS, TRACKS, ranking

INSIGHTS: dict[str, InsightKind] = {
    totals.NAME: InsightKind(totals.TITLE, "figure", totals.compute),
    plays_over_time.NAME: InsightKind(plays_over_time.TITLE, "bars", plays_over_time.compute),
    discovery.NAME: InsightKind(discovery.TITLE, "line", discovery.compute),
    hours.NAME: InsightKind(hours.TITLE, "heatmap", hours.compute),
    ARTISTS.name: InsightKind(ARTISTS.title, "ranking", ranking(ARTISTS)),
    TRACKS.name: InsightKind(TRACKS.title, "ranking", ranking(TRACKS)),
    ALBUMS.name: InsightKind(ALBUMS.title, "ranking", ranking(ALBUMS)),
    skip_rate.NAME: InsightKind(skip_rate.TITLE, "line", skip_rate.compute),
    sessions.NAME: InsightKind(sessions.TITLE, "bars", sessions.compute),
}
