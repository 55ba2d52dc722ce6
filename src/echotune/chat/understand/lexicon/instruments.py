"""Instruments. They go to `instruments`, never to genres. Other forms: `INSTRUMENT_PHRASES`."""

from __future__ import annotations

INSTRUMENTS = """
piano | guitar | acoustic guitar | electric guitar | classical guitar | bass guitar | slide guitar | steel guitar
spanish guitar | bass | double bass | upright bass
drums | violin | viola | cello | strings | harp | flute | clarinet | oboe | bassoon | saxophone | alto saxophone
tenor saxophone
trumpet | trombone | french horn | tuba | horns | brass | woodwinds | harmonica | accordion | banjo | mandolin
ukulele | fiddle
sitar | tabla | oud | koto | kora | balalaika | bouzouki | lute | zither | dulcimer | bagpipes | organ
hammond organ | church organ
synthesizer | synthesiser | synths | keyboard | keyboards | electric piano | rhodes | mellotron | moog | theremin
vibraphone | xylophone | marimba
glockenspiel | steelpan | steel drums | bongos | congas | percussion | hand drums | djembe | timpani | bells
handpan | kalimba | didgeridoo | pan flute
whistle | tin whistle | recorder | harpsichord | clavichord | string section | drum machine | tambourine | castanets
choir | erhu | shakuhachi | hang drum | lap steel | pedal steel | melodica
"""

INSTRUMENT_PHRASES: dict[str, str] = {
    "sax": "saxophone", "saxes": "saxophone", "saxophones": "saxophone", "pianos": "piano", "drum": "drums",
    "drumming": "drums", "string": "strings",
    "guitars": "guitar", "violins": "violin", "cellos": "cello", "synthesizers": "synthesizer",
    "synthesisers": "synthesiser", "trumpets": "trumpet",
    "flutes": "flute", "fiddles": "fiddle", "acoustic guitars": "acoustic guitar",
    "electric guitars": "electric guitar",
    "organs": "organ", "uke": "ukulele", "harps": "harp", "banjos": "banjo", "basslines": "bass",
    "pianist": "piano", "guitarist": "guitar",
}  # fmt: skip
