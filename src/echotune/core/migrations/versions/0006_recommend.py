"""Recommend: answers, with their provenance."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("""
        create table recommendations (
            user_id uuid not null references accounts on delete cascade,
            recommendation_id uuid not null,
            created_at timestamptz not null,
            as_of timestamptz not null,
            model_version text not null,
            result jsonb not null,
            primary key (user_id, recommendation_id)
        );
        create index recommendations_recent on recommendations (user_id, created_at desc);
    """)


def downgrade() -> None:
    op.execute("""

        drop table recommendations;
    """)
