"""EchoTune: a self-hosted music companion that keeps every play, explains itself, and lets you talk to it."""
