"""Local audio: what only the listener's own files tell."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("""
        alter table track_features add column spectral_centroid real, add column mfcc real[];

        comment on column track_features.spectral_centroid is 'Mean, Hz.';
        comment on column track_features.mfcc is 'Means of the first 13 mel-frequency cepstral coefficients.';
    """)


def downgrade() -> None:
    op.execute("alter table track_features drop column spectral_centroid, drop column mfcc")
