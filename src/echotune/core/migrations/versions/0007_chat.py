"""Chat: conversations."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("""
        create table chat_sessions (
            user_id uuid not null references accounts on delete cascade,
            session_id uuid not null,
            title text not null,
            titled_by text not null default 'automatic' check (titled_by in ('automatic', 'listener')),
            created_at timestamptz not null,
            updated_at timestamptz not null,
            deleted_at timestamptz,
            primary key (user_id, session_id)
        );

        create table chat_messages (
            user_id uuid not null,
            session_id uuid not null,
            message_id text not null,
            position bigint generated always as identity,
            parent_id text,
            role text not null check (role in ('user', 'assistant', 'system')),
            parts jsonb not null,
            metadata jsonb not null default '{}',
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
