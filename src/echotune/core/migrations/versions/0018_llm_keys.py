"""Listeners' own keys for providers of language models, sealed."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.execute("""
        create table llm_keys (
            user_id uuid not null references accounts on delete cascade,
            provider text not null,
            sealed bytea not null,
            ending text check (char_length(ending) = 4),
            added_at timestamptz not null,
            primary key (user_id, provider)
        );
        comment on column llm_keys.sealed is
            'AES-256-GCM, bound to the account and the provider; the key is not in the database.';
    """)


def downgrade() -> None:
    op.execute("drop table llm_keys")
