"""How language models answered, minute by minute."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    # outcome: how tries ended; first_word_ms: about how long the first word took (null: it never came); total_ms: the sum.
    op.execute("""
        create table llm_health (
            minute timestamptz not null,
            provider text not null,
            model text not null,
            outcome text not null,
            first_word_ms integer,
            tries bigint not null,
            total_ms bigint not null,
            unique nulls not distinct (minute, provider, model, outcome, first_word_ms)
        );
    """)


def downgrade() -> None:
    op.execute("drop table llm_health")
