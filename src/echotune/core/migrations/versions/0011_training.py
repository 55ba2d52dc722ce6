"""Training: versions of what was trained, the trainings, drift, and how often suggestions were played."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute("""
        create table model_versions (
            name text not null,
            version text not null,
            number bigint generated always as identity,
            user_id uuid references accounts on delete cascade,
            created_at timestamptz not null,
            status text not null check (status in ('candidate', 'serving', 'retired', 'refused')),
            reason text,
            metrics jsonb not null,
            primary key (name, version)
        );
        create unique index model_versions_serving on model_versions (name) where status = 'serving';

        create table trainings (
            training_id uuid primary key,
            name text not null,
            user_id uuid references accounts on delete cascade,
            started_at timestamptz not null,
            finished_at timestamptz,
            outcome text not null default 'running' check (outcome in ('running', 'served', 'refused', 'skipped', 'failed')),
            reason text,
            version text,
            made_from text
        );
        create index trainings_recent on trainings (name, started_at desc);

        create table model_drift (
            name text not null,
            version text not null,
            measured_at timestamptz not null,
            measure text not null,
            psi double precision not null,
            ks double precision not null,
            p_value double precision not null,
            now_count integer not null,
            primary key (name, version, measured_at, measure),
            foreign key (name, version) references model_versions on delete cascade
        );

        create table suggestion_weeks (
            user_id uuid not null references accounts on delete cascade,
            week date not null,
            shown integer not null,
            played integer not null,
            primary key (user_id, week)
        );
    """)


def downgrade() -> None:
    op.execute("drop table suggestion_weeks, model_drift, trainings, model_versions")
