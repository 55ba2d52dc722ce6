"""Abbreviations, chat spellings and typos that are words themselves; other typos are found by edit distance."""

from __future__ import annotations

MISSPELLINGS: dict[str, str] = {
    "u": "you", "ur": "your", "pls": "please", "plz": "please", "plese": "please", "thx": "thanks",
    "sth": "something", "smth": "something",
    "abt": "about", "tho": "though", "bc": "because", "coz": "because", "cuz": "because", "wanna": "want",
    "gonna": "going", "ppl": "people",
    "fav": "favourite", "favs": "favourites", "fave": "favourite", "faves": "favourites", "favorite": "favourite",
    "favorites": "favourites", "favorits": "favourites",
    "favourits": "favourites", "favrite": "favourite", "muzik": "music", "musik": "music", "muzic": "music",
    "vol": "volume", "wich": "which", "whcih": "which",
    "teh": "the", "hte": "the", "fro": "for", "form": "from", "taht": "that", "waht": "what", "wat": "what",
    "wot": "what", "dat": "that", "thats": "that",
    "ad": "add", "mor": "more", "sum": "some", "sumthing": "something", "somthing": "something",
    "smthing": "something", "nuthing": "nothing", "mak": "make", "giv": "give", "sog": "song",
    "seventys": "seventies", "eightys": "eighties", "ninetys": "nineties", "sixtys": "sixties", "fiftys": "fifties", "usd": "used", "uesd": "used", "lst": "list", "trak": "track", "hav": "have", "wiht": "with", "whit": "with",
    "wit": "with", "wihtout": "without", "w": "with", "lil": "little", "luv": "love",
    "msuic": "music", "pley": "play", "ply": "play", "paly": "play", "lite": "light", "nite": "night",
    "tonite": "tonight", "2nite": "tonight", "2day": "today",
    "dnt": "dont", "didint": "didnt", "hiphp": "hiphop", "simmilar": "similar", "simlar": "similar",
    "simular": "similar",
    "diner": "dinner", "diffrent": "different", "artits": "artists", "albulm": "album", "rythm": "rhythm",
    "accoustic": "acoustic",
    "recomend": "recommend", "reccomend": "recommend", "reccommend": "recommend", "definately": "definitely",
    "tommorow": "tomorrow", "nown": "known", "hrs": "hours", "hr": "hour",
    "mins": "minutes", "min": "minutes", "secs": "seconds", "sec": "second", "m": "minutes", "h": "hours",
    "minuets": "minutes", "hous": "hours", "huor": "hour", "nd": "and", "n": "and",
    "lisen": "listen", "lissen": "listen", "lsiten": "listen", "exept": "except", "excpet": "except",
    "cleen": "clean", "eplicit": "explicit", "playist": "playlist", "plalist": "playlist", "playlst": "playlist",
    "bday": "birthday", "xmas": "christmas", "bg": "background", "tele": "tv", "telly": "tv", "heared": "heard",
    "herd": "heard", "evry": "every", "jaz": "jazz", "gim": "gym", "caml": "calm", "clam": "calm",
}  # fmt: skip
