"""Words of prose about music that the engine's own lists lack, and words that English writes with a capital anyway."""

from __future__ import annotations

from typing import Final

from echotune.chat.understand.lexicon.languages import LANGUAGES
from echotune.chat.understand.text import NEVER_NAMES_BY_CAPITAL
from echotune.chat.understand.wordset import wordset

PROSE: Final = wordset(
    """
    catalogue catalog provenance echotune spotify sparse gentle steady tender warm warmer hushed bright brighter spare
    acoustic electric analogue analog textured melodic rhythmic percussive driving drifting brooding shimmering wistful
    lush airy earthy smoky hazy punchy crisp crunchy groovy soulful jangly fuzzy murky moody slow-burning understated
    familiar forgotten overlooked favourites favorites rediscovered unplayed unheard unfamiliar lesser known catalogue
    bpm ep eps lp lps tv dj djs am pm uk us usa r b ok diy cd cds vinyl id ids mp3
    here overall meanwhile otherwise altogether though although however anyway instead alongside beyond besides
    throughout towards toward among amongst across within without despite unlike upon onto whichever whatever whenever
    nothing none neither nor either both each every several few many most least plenty enough
    let lets youve youre youll youd theyre theyve theyll weve were well ive id im its thats theres heres whats whos
    havent hasnt hadnt doesnt dont didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt cant cannot
    confirm undo insight insights setting settings import taste chart charts card cards screen thread draft drafts
    evening evenings mornings afternoons nights weekday weekdays weekend weekends decade decades streak streaks
    discovery discoveries rediscovery listens replay replays skip skips shuffle stream streams streamed total totals
    playtime runtime mix mixes blend blends lineup batch handful shortlist selection pick picks choice choices
    recommendation recommendations suggestion suggestions tempo tempos mood moods genre genres era eras vocal vocals
    instrumental instrumentals guitar guitars piano pianos synth synths drums bass strings brass beat beats riff riffs
    chorus verse hook hooks melody melodies harmony harmonies texture textures mellow mellower softer calmer louder
    livelier quieter faster slower older newer obscure upbeat downbeat energetic danceable sombre somber melancholy
    """
)
"""Plain words of answers, small and in one form; see `_is_plain` for the others."""

ALWAYS_CAPITAL: Final = (
    NEVER_NAMES_BY_CAPITAL
    | frozenset(part for name in LANGUAGES for part in name.split())
    | wordset(
        """
        i echotune spotify english british irish scottish welsh american canadian australian european african asian
        latin nordic scandinavian icelandic danish norwegian finnish dutch belgian polish russian ukrainian greek
        turkish arabic hebrew hindi indian japanese korean chinese mandarin brazilian mexican cuban jamaican western
        eastern northern southern easter ramadan diwali hanukkah valentine valentines mondays tuesdays wednesdays
        thursdays fridays saturdays sundays bpm ep eps lp lps cd cds am pm uk us usa eu nyc la rnb diy vs id api
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun utc cet gmt
        """
    )
)
UI_NAMES: Final = frozenset({"Confirm", "Undo", "Insights", "Taste", "Settings", "Import", "Playlists", "Chat", "Home"})
"""Words on our own screen, as it writes them."""
