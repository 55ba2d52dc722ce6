"""Recommending: from a typed request to reasoned tracks."""
