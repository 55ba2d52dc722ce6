"""Changes that a language model proposed in a conversation, and what the listener said to each."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    # document: exactly what is done when it is confirmed, as the tool wrote it down; sentence: the same in words.
    # result: what the tool answered then. decided_key: the Idempotency-Key of the decision.
    op.execute("""
        create table chat_confirmations (
            user_id uuid not null,
            session_id uuid not null,
            message_id uuid not null,
            confirmation_id uuid not null,
            tool text not null,
            document jsonb not null,
            sentence text not null,
            state text not null default 'waiting' check (state in ('waiting', 'confirmed', 'declined', 'expired')),
            result jsonb,
            outcome text,
            decided_key text,
            proposed_at timestamptz not null,
            expires_at timestamptz not null,
            primary key (user_id, session_id, confirmation_id),
            foreign key (user_id, session_id, message_id) references chat_messages on delete cascade
        );
        create unique index chat_confirmations_once on chat_confirmations (user_id, decided_key)
            where decided_key is not null;
        create index chat_confirmations_of_message on chat_confirmations (user_id, session_id, message_id);
    """)


def downgrade() -> None:
    op.execute("drop table chat_confirmations")
