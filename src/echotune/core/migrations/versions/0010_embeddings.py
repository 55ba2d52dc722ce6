"""Embeddings: vectors of recordings, one row for each space."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    # No extension: whoever brings a PostgreSQL of their own need not install one. Similarity is computed in memory.
    op.execute("""
        create table embeddings (
            space text not null,
            recording_id uuid not null,
            user_id uuid references accounts on delete cascade,
            model_id text not null,
            dim integer not null check (dim > 0),
            vector bytea not null check (octet_length(vector) = 2 * dim),
            made_from text not null,
            made_at timestamptz not null,
            constraint embeddings_one unique nulls not distinct (space, user_id, recording_id)
        );
        alter table embeddings alter column vector set storage plain;
        create index embeddings_user on embeddings (user_id) where user_id is not null;

        comment on table embeddings is
            'Vectors of recordings. No row says that anybody listened to anything.';
        comment on column embeddings.space is 'What is compared: text, content, ...';
        comment on column embeddings.user_id is
            'Null: made from what everyone may read. Else made from facts of that account''s own packs, for it alone.';
        comment on column embeddings.vector is 'Unit length; little-endian half precision, dim of them.';
        comment on column embeddings.made_from is
            'Digest of what it was computed from, so that a change is seen without computing it again.';
    """)


def downgrade() -> None:
    op.execute("drop table embeddings")
