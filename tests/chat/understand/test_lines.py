"""The document a line that `echotune understand --lines` prints."""

from __future__ import annotations

import json

from tests.support.understanding import NOW, engine

from echotune.chat.understand.command import understand_lines

FIELDS = {
    "intent", "artists", "tracks", "albums", "genres", "moods", "activities", "instruments", "seeds", "exclude", "features", "era", "language",
    "mode", "count", "durationMinutes", "sort", "timeOfDay", "playlist", "action", "device", "value", "insight", "feedback", "unparsed",
    "confidence", "elapsedMs",
}  # fmt: skip


def test_each_line_gives_one_document_with_every_field() -> None:
    lines = ["calmer\n", "\n", "music before 1980 for a blorptastic evening\n"]
    documents = [json.loads(text) for text in understand_lines(engine(), lines, NOW)]
    assert [set(document) for document in documents] == [FIELDS] * 3
    assert documents[0]["features"] == {"energy": {"delta": "-"}}
    assert documents[2]["era"] == {"to": 1979}
    assert documents[2]["unparsed"] == ["blorptastic"]
    assert all(document["elapsedMs"] >= 0 for document in documents)
