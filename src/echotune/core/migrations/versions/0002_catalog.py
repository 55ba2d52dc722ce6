"""Catalog: tracks and what is known of them."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("""
        create table recordings (
            recording_key text primary key,
            recording_id uuid not null
        );

        create table tracks (
            track_id uuid primary key,
            item text not null,
            kind text not null check (kind in ('track', 'episode', 'chapter')),
            title text not null,
            artist text not null,
            album text not null,
            recording_key text not null,
            recording_id uuid not null,
            duration_ms integer,
            explicit boolean,
            released date,
            source text not null
        );
        create index tracks_recording on tracks (recording_id);

        create table track_features (
            track_id uuid not null references tracks on delete cascade,
            source text not null,
            fetched_at timestamptz not null,
            danceability real, energy real, valence real, tempo real, acousticness real,
            instrumentalness real, liveness real, speechiness real, loudness real,
            key smallint, mode smallint,
            primary key (track_id, source)
        );

        create table track_tags (
            track_id uuid not null references tracks on delete cascade,
            tag text not null,
            source text not null,
            fetched_at timestamptz not null,
            primary key (track_id, tag, source)
        );

        create table packs (
            pack_id uuid primary key,
            name text not null unique,
            source text not null unique,
            origin text not null,
            user_id uuid references accounts on delete cascade,
            created_at timestamptz not null
        );

        create table pack_tracks (
            pack_id uuid not null references packs on delete cascade,
            track_id uuid not null references tracks on delete cascade,
            popularity real,
            duration_ms integer,
            explicit boolean,
            released date,
            primary key (pack_id, track_id)
        );
    """)


def downgrade() -> None:
    op.execute("""

        drop table pack_tracks, packs, track_tags, track_features, tracks, recordings;
    """)
