"""What was sent to language models, byte for byte, and what it cost."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    # A conversation that is forgotten takes what was sent for it along. cost_usd null: nobody can tell.
    # llm_usage.month: its first day, UTC. unpriced: requests whose cost is not known and not in cost_usd.
    op.execute("""
        create table llm_sent (
            user_id uuid not null references accounts on delete cascade,
            request_id uuid not null,
            session_id uuid,
            message_id uuid,
            at timestamptz not null,
            provider text not null,
            model text not null,
            method text not null,
            address text not null,
            body bytea not null,
            status smallint,
            outcome text,
            latency_ms integer,
            input_tokens integer,
            output_tokens integer,
            cost_usd numeric,
            primary key (user_id, request_id),
            foreign key (user_id, session_id) references chat_sessions on delete cascade
        );
        create index llm_sent_recent on llm_sent (user_id, at desc, request_id desc);
        create index llm_sent_session on llm_sent (user_id, session_id);

        create table llm_usage (
            user_id uuid not null references accounts on delete cascade,
            month date not null,
            provider text not null,
            model text not null,
            requests integer not null,
            unpriced integer not null,
            input_tokens bigint not null,
            output_tokens bigint not null,
            cost_usd numeric not null,
            primary key (user_id, month, provider, model)
        );
    """)


def downgrade() -> None:
    op.execute("drop table llm_usage, llm_sent;")
