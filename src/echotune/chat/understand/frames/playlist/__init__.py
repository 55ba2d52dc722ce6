"""Sentences about playlists."""
