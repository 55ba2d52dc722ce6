"""Accounts: listeners and their browser sessions."""

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute("""
        create table accounts (
            user_id uuid primary key,
            kind text not null check (kind in ('local', 'demo', 'listener')),
            display_name text not null,
            time_zone text not null default 'UTC',
            time_zone_set_by text not null default 'system' check (time_zone_set_by in ('system', 'browser', 'setting')),
            settings jsonb not null default '{}',
            data_version bigint not null default 1,
            created_at timestamptz not null default now()
        );
        create unique index accounts_one_of_a_kind on accounts (kind) where kind in ('local', 'demo');

        create table browser_sessions (
            token_hash bytea primary key,
            user_id uuid not null references accounts on delete cascade,
            created_at timestamptz not null,
            expires_at timestamptz not null
        );
        create index browser_sessions_user on browser_sessions (user_id);
    """)


def downgrade() -> None:
    op.execute("""

        drop table browser_sessions;
        drop table accounts;
    """)
