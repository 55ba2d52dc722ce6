"""Services and shops that music is played from. Which of them is meant is no part of a wish."""

from __future__ import annotations

SERVICES = """
spotify | itunes | youtube | youtube music | apple music | amazon music | google music | google play
google play music | deezer | tidal | pandora | soundcloud | last fm | lastfm | vimeo | netflix | slacker
slacker radio | zvooq | iheart | iheartradio | i heart radio | groove shark | grooveshark | bandcamp | napster
qobuz | rhapsody | audiomack | mixcloud | plex | jellyfin | itunes store | spotify premium | echotune
"""
