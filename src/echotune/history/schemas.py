"""What crosses the wire about imports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import Field

from echotune.core.wire import UtcTime, WireModel
from echotune.history.progress import Progress, restored

Status = Literal["waiting", "running", "cancelling", "cancelled", "done", "failed"]
TERMINAL = frozenset({"cancelled", "done", "failed"})


class ImportFileView(WireModel):
    """One file of it. Files of no use are named and `ignored`."""

    name: str
    label: str
    kind: Literal["history", "library", "other"]
    status: Literal["waiting", "reading", "done", "ignored", "failed"]
    rows: int
    rows_total: int | None
    note: str | None


class EarlyView(WireModel):
    """What can be told already: plays of >= 30 s that this import added."""

    first_play_at: UtcTime
    top_artist: str | None
    top_artist_plays: int | None
    fullest_day: str | None
    fullest_day_plays: int | None


class RingView(WireModel):
    """A year of what this import added."""

    label: str
    plays: int
    completion: float | None
    hour: float | None
    valence: float | None
    energy: float | None


class ImportFailure(WireModel):
    code: str
    message: str


class ImportView(WireModel):
    """An import. `read = stored + duplicate + rejected` at every moment; rows of library files are not read rows."""

    id: UUID = Field(description="The same as `importId`")
    import_id: UUID
    status: Status
    waiting_for: str | None = Field(description="A sentence that says what it waits for")
    file_name: str
    created_at: UtcTime
    started_at: UtcTime | None
    finished_at: UtcTime | None
    files: list[ImportFileView]
    read: int
    stored: int
    duplicate: int
    rejected: int
    rejected_by_reason: dict[str, int]
    library_items: int
    rows_per_second: float
    seconds_left: float | None
    percent: float
    current_year: int | None
    early: EarlyView | None
    rings: list[RingView]
    error: ImportFailure | None
    demo: bool


class ImportsView(WireModel):
    imports: list[ImportView]


class DemoRequest(WireModel):
    """How much to invent; ignored when the demo is there already."""

    rows: Annotated[int, Field(ge=200, le=1_000_000)] = 60_000
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1


def view_of(row: DictRow) -> ImportView:
    """From a row of `history.store`."""
    progress = restored(row["progress"])
    done = row["status"] == "done"
    return ImportView(
        id=row["import_id"],
        import_id=row["import_id"],
        status=row["status"],
        waiting_for=f"“{row['waiting_for']}” is being imported." if row["waiting_for"] else None,
        file_name=row["file_name"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        files=[
            ImportFileView(
                name=file.name,
                label=file.label,
                kind=file.kind,
                status=file.status,
                rows=file.rows,
                rows_total=file.rows_total,
                note=file.note,
            )
            for file in progress.files
        ],
        read=progress.read,
        stored=progress.stored,
        duplicate=progress.duplicate,
        rejected=progress.rejected,
        rejected_by_reason=progress.rejected_by_reason,
        library_items=progress.library_items,
        rows_per_second=progress.rows_per_second,
        seconds_left=progress.seconds_left if row["status"] in ("running", "cancelling") else None,
        percent=100.0 if done else _percent(progress),
        current_year=progress.current_year,
        early=_early(progress),
        rings=[
            RingView(
                label=ring.label,
                plays=ring.plays,
                completion=ring.completion,
                hour=ring.hour,
                valence=ring.valence,
                energy=ring.energy,
            )
            for ring in progress.early.rings
        ],
        error=ImportFailure(code=row["error_code"], message=row["error_message"]) if row["error_code"] else None,
        demo=row["demo"],
    )


def _percent(progress: Progress) -> float:
    return round(100 * progress.bytes_done / progress.bytes_total, 1) if progress.bytes_total else 0.0


def _early(progress: Progress) -> EarlyView | None:
    early = progress.early
    if early.first_play_at is None:
        return None
    return EarlyView(
        first_play_at=datetime.fromtimestamp(early.first_play_at, UTC),
        top_artist=early.top_artist,
        top_artist_plays=early.top_artist_plays,
        fullest_day=early.fullest_day,
        fullest_day_plays=early.fullest_day_plays,
    )
