"""The listening history: reading exports, storing every play, answering what was imported."""
