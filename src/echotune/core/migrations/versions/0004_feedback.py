"""Feedback: what a listener did with a suggestion."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("""
        create table feedback_events (
            user_id uuid not null references accounts on delete cascade,
            event_id uuid not null,
            item_id uuid not null,
            event_type text not null check (event_type in
                ('play', 'skip', 'like', 'dislike', 'never', 'save', 'impression', 'click')),
            occurred_at timestamptz not null,
            received_at timestamptz not null,
            session_id text,
            device_type text,
            locale text,
            recommendation_id uuid,
            position integer,
            experiment text,
            primary key (user_id, event_id)
        );
        create index feedback_events_item on feedback_events (user_id, item_id, occurred_at);
    """)


def downgrade() -> None:
    op.execute("""

        drop table feedback_events;
    """)
