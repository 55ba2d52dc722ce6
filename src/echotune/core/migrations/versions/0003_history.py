"""History: plays, as they were exported, and the imports that brought them."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("""
        create table imports (
            user_id uuid not null references accounts on delete cascade,
            import_id uuid not null,
            status text not null check (status in ('waiting', 'running', 'cancelling', 'cancelled', 'done', 'failed')),
            file_name text not null,
            demo boolean not null default false,
            origin jsonb not null,
            body_sha256 text,
            progress jsonb not null default '{}',
            error_code text,
            error_message text,
            idempotency_key text,
            created_at timestamptz not null,
            started_at timestamptz,
            finished_at timestamptz,
            updated_at timestamptz not null,
            primary key (user_id, import_id)
        );
        create unique index imports_idempotency on imports (user_id, idempotency_key) where idempotency_key is not null;

        create table import_rejects (
            user_id uuid not null,
            import_id uuid not null,
            file text not null,
            row_number bigint not null,
            reason text not null,
            primary key (user_id, import_id, file, row_number),
            foreign key (user_id, import_id) references imports on delete cascade
        );

        create table plays (
            user_id uuid not null,
            ended_at timestamptz not null,
            item_id uuid not null,
            ms_played integer not null,
            kind text not null check (kind in ('audio', 'video', 'podcast', 'audiobook')),
            form text not null check (form in ('extended', 'named', 'short')),
            platform text,
            platform_class text,
            country text,
            reason_start text,
            reason_end text,
            shuffle boolean,
            skipped boolean,
            offline boolean,
            offline_at timestamptz,
            incognito boolean not null default false,
            superseded_by timestamptz,
            source text not null,
            import_id uuid not null,
            primary key (user_id, ended_at, item_id, ms_played)
        );
        create index plays_item on plays (user_id, item_id);
        create index plays_imprecise on plays (user_id, ended_at) where form <> 'extended';

        create table library_items (
            user_id uuid not null references accounts on delete cascade,
            track_id uuid not null,
            kind text not null check (kind in ('saved', 'playlist', 'album', 'artist')),
            name text not null default '',
            added_on date,
            source text not null,
            primary key (user_id, track_id, kind, name)
        );

        create view listens as
            select user_id, ended_at, item_id as track_id, ms_played, reason_start, reason_end, shuffle, incognito
            from plays where kind = 'audio' and superseded_by is null and ms_played >= 30000;
    """)


def downgrade() -> None:
    op.execute("""

        drop view listens;
        drop table library_items, plays, import_rejects, imports;
    """)
