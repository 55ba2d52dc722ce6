"""Parameters: how a listener wants to be chosen for."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("""
        create table parameter_overrides (
            user_id uuid primary key references accounts on delete cascade,
            sliders jsonb not null check (jsonb_typeof(sliders) = 'object'),
            changed_at timestamptz not null
        );

        comment on table parameter_overrides is
            'Where the listener set the sliders of the taste page; without a row everything stands at its default.';
    """)


def downgrade() -> None:
    op.execute("drop table parameter_overrides")
