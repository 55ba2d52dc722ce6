"""EchoTune: a self-hosted music companion that keeps every play, explains itself, and lets you talk to it."""

import os

# Our products of matrices are small: more threads than one only wait for each other, and steal time from requests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
