"""The handful of artists around whom the demo listener's story is told; the rest of the world is drawn by lot."""

from typing import NamedTuple

ONGOING = 9999.0


class Headliner(NamedTuple):
    """`seasons` are (from, to, strength) in decimal years: when this artist belongs to the listener's days."""

    name: str
    genre: str
    hours: str
    fit: float
    albums: tuple[tuple[str, int, tuple[str, ...]], ...]
    seasons: tuple[tuple[float, float, float], ...]
    winters: bool = False
    tired_from: float = ONGOING


HEADLINERS: tuple[Headliner, ...] = (
    Headliner(
        "Halden Vey",
        "slowcore",
        "late",
        2.6,
        (
            (
                "Salt Roads",
                2016,
                ("Wet Gravel", "Toll Bridge", "Salt Roads", "Nothing Grows on the Verge", "Cattle Grid"),
            ),
            ("The Long Ebb", 2013, ("Ebb", "Mooring Song", "A Lamp for the Ferryman", "Undertow Hymn")),
            ("Snow Accounts", 2020, ("Snow Accounts", "Ledger", "Half a Winter", "The Owing")),
        ),
        ((2015.1, 2015.6, 0.7), (2017.2, 2018.1, 1.0), (2020.8, 2022.2, 1.4), (2024.9, ONGOING, 0.6)),
        winters=True,
    ),
    Headliner(
        "Ottilie Marr",
        "chamber pop",
        "late",
        2.3,
        (
            ("House of Slow Doors", 2014, ("Lamplight, Lower", "Landing Stair", "Slow Doors", "Parlour Weather")),
            ("The Second Landing", 2017, ("The Second Landing", "Banister", "Attic Choir", "Keys Under Stone")),
        ),
        ((2015.4, 2016.0, 0.6), (2017.0, 2018.4, 1.0), (2021.2, 2023.1, 1.1), (2025.3, ONGOING, 0.9)),
    ),
    Headliner(
        "Low Ferry",
        "dream pop",
        "early",
        1.9,
        (
            (
                "Winter Sailings",
                2019,
                ("Timetable in Fog", "Lower Deck", "Crossing at Six", "Winter Sailings", "Gangway"),
            ),
            ("Car Deck Lullabies", 2022, ("Car Deck Lullaby", "Bow Doors", "Last Foot Passenger")),
        ),
        ((2019.65, 2019.95, 1.6), (2022.4, 2022.7, 0.5), (2025.9, ONGOING, 0.8)),
    ),
    Headliner(
        "Kestrel Arcade",
        "synthpop",
        "early",
        1.8,
        (
            ("Token Machine", 2021, ("Glass Fires", "Token Machine", "High Score (Forever)", "Player Two Is Sleeping")),
            ("Continue?", 2023, ("Continue?", "Coin Return", "Attract Mode", "Pixel Rain")),
        ),
        ((2021.2, 2021.9, 0.9), (2023.1, 2023.8, 1.3), (2025.0, ONGOING, 0.7)),
    ),
    Headliner(
        "Sunna Brack",
        "ambient",
        "late",
        2.4,
        (
            ("Lakes, Unnamed", 2020, ("Standing Water", "Lake Nine", "Reed Organ at Dawn", "Unnamed")),
            ("Peat", 2025, ("Peat", "Sphagnum", "Bog Oak", "A Slower Green")),
        ),
        ((2025.2, 2025.6, 0.5), (2025.9, ONGOING, 1.3)),
    ),
    Headliner(
        "Nordvik Radio Choir",
        "choral",
        "dinner",
        1.9,
        (
            (
                "Wordless, Vol. 1",
                2011,
                ("Vocalise for a Shoreline", "Bread Rising", "Noon Bell", "Antiphon for Two Kitchens"),
            ),
            ("Songs Without a Sea", 2018, ("Without a Sea", "Kyrie for Snow", "Sung at the Stove")),
        ),
        ((2015.0, 2016.2, 0.7), (2018.0, 2019.5, 1.0), (2021.0, ONGOING, 0.6)),
    ),
    Headliner(
        "Ines Aldous",
        "neoclassical",
        "work",
        1.7,
        (
            ("Études for Open Windows", 2018, ("Étude No. 1", "Étude No. 4, Draught", "Sash", "Window on the Yard")),
            ("Desk Music", 2021, ("Desk Music I", "Desk Music II", "Desk Music III", "Paper Weight")),
        ),
        ((2018.1, 2019.0, 0.8), (2020.2, 2022.0, 1.1), (2023.5, 2024.4, 0.8), (2025.6, ONGOING, 0.7)),
    ),
    Headliner(
        "Copper Weather",
        "metal",
        "dinner",
        2.0,
        (
            ("Verdigris", 2011, ("Verdigris", "Patina", "Smelter", "Acid Rain Parade", "Ore")),
            ("Lightning Rod", 2014, ("Lightning Rod", "Storm Front Hotel", "Conductor", "Ground Wire")),
        ),
        ((2015.0, 2016.8, 1.5), (2018.3, 2018.7, 0.6), (2023.0, ONGOING, 0.25)),
        tired_from=2023.0,
    ),
    Headliner(
        "Tramline Saints",
        "post-punk",
        "dinner",
        1.7,
        (
            ("Night Service", 2014, ("Last Bus but One", "Depot", "Request Stop", "Overhead Line")),
            ("Replacement Service", 2019, ("Replacement Service", "Ticket Machine", "Ring Road Psalm")),
        ),
        ((2015.2, 2016.4, 1.0), (2019.3, 2019.9, 0.8), (2022.6, 2023.2, 0.8), (2026.3, ONGOING, 0.8)),
    ),
    Headliner(
        "Ada Lindqvist",
        "indie folk",
        "work",
        1.8,
        (
            ("Boathouse Tapes", 2021, ("Slipway", "Clinker", "Tar and Twine", "Oar")),
            ("Dry Dock", 2024, ("Dry Dock", "Hull Song", "Varnish")),
        ),
        ((2021.5, 2022.1, 0.9), (2023.8, 2024.6, 1.0), (2026.0, ONGOING, 0.6)),
    ),
)

HOURS = ("early", "work", "dinner", "late")
