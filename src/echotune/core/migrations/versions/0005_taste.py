"""Taste: what the listener corrected."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("""
        create table taste_corrections (
            user_id uuid not null references accounts on delete cascade,
            kind text not null check (kind in ('artist', 'track', 'genre')),
            target text not null,
            label text not null,
            action text not null check (action in ('boost', 'mute', 'block')),
            created_at timestamptz not null,
            primary key (user_id, kind, target)
        );
    """)


def downgrade() -> None:
    op.execute("""

        drop table taste_corrections;
    """)
