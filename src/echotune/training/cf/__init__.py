"""Collaborative filtering: what listeners who share your music listen to besides."""
