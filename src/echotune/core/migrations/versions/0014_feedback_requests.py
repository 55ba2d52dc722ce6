"""Answers to requests that carried an Idempotency-Key, kept for a while."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("""
        create table feedback_requests (
            user_id uuid not null references accounts on delete cascade,
            idempotency_key text not null,
            body_sha256 bytea not null,
            answer jsonb,
            asked_at timestamptz not null,
            primary key (user_id, idempotency_key)
        );
    """)


def downgrade() -> None:
    op.execute("drop table feedback_requests")
