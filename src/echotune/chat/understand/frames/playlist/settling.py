"""What every sentence about a playlist ends in."""

from __future__ import annotations

from echotune.chat.understand.reading import Reading


def settle_playlist(reading: Reading, intent: str, name: str | None) -> bool:
    reading.request.intent = "playlist_create" if intent == "create" else "playlist_edit"
    reading.request.playlist = name
    return True
