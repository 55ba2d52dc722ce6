"""The catalogue: tracks, recordings, and what is known of them, from the history and from packs."""
