"""Chat: conversations, each a tree of messages, so that an edit or a new answer keeps what it replaces."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    # head_id: the newest message of the branch that is shown.
    # kept: false for a conversation that was begun while the listener keeps none; the next one takes its place.
    # ui_id: what the browser calls a message; an edited message keeps it, so variants share it.
    # text: the words alone, for search. parts: what is shown. entries: the same turn as a language model sees it.
    op.execute("""
        create table chat_sessions (
            user_id uuid not null references accounts on delete cascade,
            session_id uuid not null,
            title text not null,
            titled_by text not null default 'automatic' check (titled_by in ('automatic', 'listener')),
            head_id uuid,
            kept boolean not null default true,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            deleted_at timestamptz,
            primary key (user_id, session_id)
        );
        create index chat_sessions_recent on chat_sessions (user_id, updated_at desc);

        create table chat_messages (
            user_id uuid not null,
            session_id uuid not null,
            message_id uuid not null,
            position bigint generated always as identity,
            parent_id uuid,
            ui_id text not null,
            role text not null check (role in ('user', 'assistant')),
            text text not null default '',
            parts jsonb not null default '[]',
            metadata jsonb not null default '{}',
            entries jsonb not null default '[]',
            status text not null default 'done' check (status in ('streaming', 'done', 'stopped', 'failed')),
            created_at timestamptz not null,
            primary key (user_id, session_id, message_id),
            foreign key (user_id, session_id) references chat_sessions on delete cascade
        );
    """)


def downgrade() -> None:
    op.execute("""

        drop table chat_messages, chat_sessions;
    """)
