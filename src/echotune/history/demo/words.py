"""The vocabulary of invented names. No list holds the name of a real artist."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN = _words(
    """Halden Ottilie Sunna Ada Ines Marit Joren Tove Elsbet Anselm Runa Casimir Liv Bram Signe Torvald Maja Ilse Odd Perla
    Wenda Aksel Britta Corvin Dagny Edda Falk Gerda Hedvig Ivo Jorunn Klara Lorens Mireille Nils Orsa Petra Quill Ragna Severin
    Thyra Ulf Vigdis Wilmer Ylva Zelda Åse Øystein Élodie Søren Þóra Noémie Łucja Jiří Ximena Paloma Tadeo Amara Kofi Zuri
    Haruto Emi Saki Daichi Minseo Priya Anaya Rohan Leila Farid Yara Idris Nadja Mirko Vesna Danilo Bruna Caio Inês Rui
    Fenna Sietse Wout Maud Ewan Isla Catrin Emrys Oisín Niamh Tamsin Merryn"""
)

FAMILY = _words(
    """Vey Marr Brack Lindqvist Aldous Thorne Hallow Okafor Vance Strand Ekdahl Fjord Mossberg Tarn Quillon Averin Bellamor
    Castellan Drummoyne Elverhøj Fennimore Galloway-Reed Harrowgate Ingersund Jessamine Kvist Lockerbie Merriweather Nyström
    Oakhanger Pellworm Quarrington Rosenlund Sandholt Tidewell Underhill Vassgård Wintermark Yarrow Zetterlund Ashdown Birkeland
    Cormorant Dovrefjell Eastnor Farnham Grünwald Hvidsten Ivarson Juniper Kestrelby Lanyon Maristow Northgate Ostrander Penhallow
    Ravnsborg Selwood Tranmere Ullapool Varley Westergaard Åkerlind Østby Çelikay Moreau-Finch Santelmo Barraqué Ferreiro
    Takamori Hoshino Seo-Yun Adeyinka Mensahbi Devarajan Raghunath Al-Basri Novarro Kovalenka Vukadin Dragoslav"""
)

ADJECTIVES = _words(
    """Slow Wet Low Glass Copper Winter Paper Salt Hollow Pale Northern Borrowed Distant Electric Velvet Quiet Broken Amber
    Silver Burning Gentle Crooked Second Last First Empty Golden Restless Wooden Hidden Violet Drifting Sleeping Blind Tall
    Lonesome Bitter Tender Foreign Ordinary Secret Weightless Faded Heavy Open Narrow Midnight Cobalt Scarlet Woollen Iron
    Feral Patient Sudden Careful Reckless Tidal Lunar Rusted Hushed"""
)

NOUNS = _words(
    """Gravel Ferry Water Fire Timetable Lamplight Harbour Orchard Breakwater Slipway Tramline Signal Landing Window Door House
    Staircase River Meadow Kestrel Heron Lantern Compass Railway Station Platform Corridor Ladder Mirror Blanket Letter Postcard
    Telephone Radio Engine Motor Bicycle Kitchen Garden Fence Field Chimney Thunder Rain Fog Frost Snowfall Tide Current Island
    Lighthouse Anchor Sail Rope Sparrow Magpie Fox Hare Moth Ember Cinder Smoke Echo Shadow Silence Morning Evening Sunday
    November April August Season Weather Horizon Satellite Planet Comet Circuit Neon Voltage Arcade Ballroom Carnival Parade
    Curtain Theatre Photograph Negative Map Atlas Alphabet Grammar Sentence Pocket Coat Button Thread Needle Ribbon Feather Bone
    Marble Granite Limestone Clay Honey Pepper Clover Thistle Fern Willow Cedar Birch Aspen Elder Bramble Reservoir Viaduct
    Quarry Foundry Allotment Causeway Estuary Headland Ridge Valley Plateau Glacier Dune Oasis Monsoon Mirage"""
)

VERBS = _words(
    """Leave Hold Carry Follow Forget Remember Answer Borrow Keep Wake Lose Find Bury Call Burn Cross Build Break Count Draw
    Fold Gather Hide Learn Mend Name Open Paint Ride Save Teach Unwind Watch Write Chase Trade Turn Light Drown Whisper"""
)

PLACES = _words(
    """Nordvik Marstal Halmstad Tromsdal Eastness Port_Averin Saltholm Ravnsund Lower_Marsh Old_Harbour Kilbride_Road
    Vesterbrygge Santa_Ilha Puerto_Lúgubre Monte_Calado Hakodori Minamisaki Seolcheon Bahari Accrafield Marrakhel Ostwald Zelenka
    Ljubice Coimbrella Valparejo Montferrat-sur-Lac Aigueval Brackwater Holloway_Green Stennis Skerry_Point"""
)

ENSEMBLES = (
    "Radio Choir",
    "Chamber Ensemble",
    "Quartet",
    "Brass Society",
    "Sinfonietta",
    "Street Band",
    "Sound System",
    "Dance Orchestra",
    "String Project",
    "Tape Collective",
)

SYLLABLES = _words(
    """ba kel mo ra vi to shi lu en dar oz fe ni qua zel ty mar ko ya su ren ix tho pal ver ga min dro lo ska wen ju ari
    ost eph ul bri cas nor dim hex ol va"""
)

ONE_WORD_TITLES = (
    "I",
    "Loved",
    "Something",
    "Afternoon",
    "No",
    "Play",
    "Again",
    "Calm",
    "Today",
    "Running",
    "Songs",
    "More",
    "Rain",
    "Happy",
    "Sleep",
    "Later",
    "Never",
    "Party",
)

RELEASE_SUFFIXES = (
    " - Live at {place}",
    " - Remastered {year}",
    " - Acoustic",
    " (feat. {artist})",
    " - Radio Edit",
    " - {artist} Remix",
)
