"""Which sentences of a language model are released: what tools returned, and ordinary prose; nothing that is made up."""

from __future__ import annotations

import re
import time

import pytest

from echotune.chat.grounding.facts import Facts
from echotune.chat.grounding.numbers import source_of, sources
from echotune.chat.grounding.reading import quantities
from echotune.chat.grounding.sentence import Grounding
from echotune.chat.understand.gazetteer import Gazetteer, Name
from echotune.chat.understand.ordinary import base_words
from echotune.chat.words import plain

ARTISTS = (
    "Halden Vey", "Ottilie Marr", "Low Ferry", "Pale Harbour", "Radiohead", "The Beatles", "Queen", "Beach House", "Air",
    "Björk",
)  # fmt: skip
TITLES = (
    "Wet Gravel",
    "Wet Harvest",
    "Far Timetable",
    "Yesterday",
    "One",
    "Now",
    "Calmer",
    "Creep",
    "1979",
    "I",
    "Here",
)
EVERYDAY = [Name(kind, word.capitalize(), 1) for word in sorted(base_words()) for kind in ("artist", "track", "album")]
NAMES = Gazetteer.build(
    [*(Name("artist", name, 9) for name in ARTISTS), *(Name("track", name, 3) for name in TITLES), *EVERYDAY]
)
"""Every everyday word is a track, an artist and an album too."""
RECOMMENDED = {
    "kind": "recommended", "returned": 3, "requested": 3, "letGo": 1, "played": 1, "new": 1,
    "tracks": [
        {"number": "A1", "title": "Wet Signal", "artist": "Ottilie Marr", "plays": 77, "daysSinceLastPlay": 1,
         "why": "77 plays, 64 of them begun between 14:00 and 18:00. Last on 19 November 2026."},
        {"number": "A2", "title": "Wet Lamplight", "artist": "Nordvik Choir", "plays": 41, "daysSinceLastPlay": 407,
         "why": "41 plays between November 2023 and October 2025, none since."},
        {"number": "A3", "title": "Far Signal", "artist": "Halden Vey", "plays": 0, "daysSinceLastPlay": None,
         "why": "New to you, by an artist you have played 659 times since November 2023. Nearest in sound to Wet Lamplight by Kestrel Arcade, 10 bpm slower."},
    ],
}  # fmt: skip
TOLD = {
    "kind": "insight",
    "sentence": "Halden Vey led with 1,234 plays and 61.7 hours in 2019.",
    "scope": "from 203,090 plays, 2010-05-03 to 2026-11-20, Europe/Stockholm",
    "rows": [["Halden Vey", 1234, 3702], ["Low Ferry", 980, 0.42]],
}


def grounding() -> Grounding:
    facts = Facts()
    facts.hear("three songs like Halden Vey but calmer, from the 90s")
    facts.hear("how much did I play in 2019")
    facts.allow(["indie folk", "jazz", "2000s", "1990s"])
    facts.learn("recommend", RECOMMENDED)
    facts.learn("insight", TOLD)
    return Grounding(NAMES, facts)


TRUE = """
Here are three songs.
Here are three songs that lean calm: “Wet Signal” by Ottilie Marr opens, then “Wet Lamplight” by Nordvik Choir.
“Far Signal” is new to you, by Halden Vey.
You have played “Wet Signal” 77 times.
It starts with something familiar and ends somewhere you have not been.
A gentle set, mostly acoustic, with steady tempos and hushed vocals.
One of them is new to you.
The first one is the calmest; the second drifts a little, and the third is the most sparse.
I kept it to indie folk and jazz from the 90s.
Say “calmer” or “older” if you want another direction.
You can say “more like A2” to go on.
A2 is the oldest of the three.
Halden Vey led 2019 with 1,234 plays.
In 2019 you played Halden Vey 1,234 times, about 62 hours.
That is roughly 1,200 plays.
You listened to Halden Vey for 61 hours and 42 minutes.
Low Ferry came second with 980 plays.
All of this is counted from 203,090 plays since May 2010.
Low Ferry made up 42 % of it.
Halden Vey's “Far Signal” closes the set.
Wet Lamplight is by Nordvik Choir and Wet Signal by Ottilie Marr.
- **Wet Signal**, Ottilie Marr: a steady opener
1. “Wet Signal” by Ottilie Marr
You asked for three songs, so here are three.
Nothing came back for that; try a wider wish.
I cannot play music here, because no player is connected.
These sit well on a rainy Sunday evening in November.
They are British and Swedish bands with a bit of R&B and Indie Folk.
It hasn't been played since October 2025.
You haven't heard it in 407 days.
More than 1,000 plays in all.
Would you like something livelier next?
Most of it is from the 1990s and the 2000s.
The list begins at 14:00 and ends at 18:00.
Everything here is something you used to play in the afternoon.
Happy to go older, or more obscure.
Now for something slower.
No vocals in these three.
Two of them you know already? No: one you had let go, one you play, and one is new.
Here is a short mix for running: brisk, bright and easy to follow.
I looked at your whole history, from May 2010 to November 2026.
Your listening in 2019 was led by Halden Vey, and Low Ferry followed.
If it feels too slow, ask for something faster.
Overall, these lean towards wistful melodies.
Confirm on the card if that is right.
Far Signal is 10 bpm slower than Wet Lamplight by Kestrel Arcade.
By far the calmest is “Wet Lamplight”.
These were chosen by how often you play them at night.
The catalogue has few tracks like that.
Sorted by plays, Halden Vey comes first.
Ottilie Marr, Nordvik Choir and Halden Vey take one track each.
Each of the three artists appears once.
Low Ferry follows Halden Vey, with 980 plays against 1,234.
A1 has 77 plays and A2 has 41.
In 2019 Halden Vey led with 1,234 plays, counted from 203,090.
Ottilie Marr opens with 77 plays behind her.
Number 2 is the calmest, and track 3 is new to you.
Your top two were Halden Vey and Low Ferry.
The first two are the oldest.
It began between 2 pm and 6 pm.
From A1 to A3 it gets slower.
## Your Evening Songs
*Wet Signal* and **Far Signal** share a tempo.
Both songs are in the same mood.
Tell me if you want “fewer vocals” or “only instrumentals”.
"""
ORDINARY = """
That narrows it to what you loved and then let go of.
These lean older and slower than the last set, with more room between the notes.
I looked for songs with a steady pulse, nothing too bright, and no vocals in the way.
They should sit well behind a book or a long drive.
Since you asked for something calmer, the energy drops a notch with each track.
The opener eases you in, the middle wanders, and the closer fades to almost nothing.
Your mornings are quieter than your evenings.
It looks like you play louder music on Fridays than on Mondays.
Summer was your busiest season.
Most of your listening happens at night, usually on weekends.
You tend to skip long intros.
There is not enough history to say more than that.
Ask me why any of these is here, and I will show the dates and counts behind it.
None of these are explicit.
Every track is one you have finished more often than skipped.
That question needs a time: this year, last summer, or any month you like.
I can only go by what you have played, not by what is popular elsewhere.
Nothing here was played in the last months, so it may feel new again.
If you want to keep one, tell me which.
A mix of electronic and acoustic, leaning electronic.
It is folk at heart, with a little country in the guitars.
A little trip hop, a little dub, and some ambient jazz to close.
This is the sound of late summer: warm, unhurried, slightly hazy.
Think soft drums, close harmonies and a lot of air.
I left the loud ones out, as you wished.
Without the first artist, the list gets shorter and darker.
You may be in the mood for something with more drive.
Here's a set for cooking: easy, rhythmic, nothing that asks for too much attention.
Here’s a handful for the road.
Let's keep it instrumental, then.
I couldn't find anything that matches all of that, so the list is short.
Only a few tracks fit; dropping the era would leave more to choose from.
The card shows when you last heard each of them.
Those are the ones you return to in winter.
It's a calmer list than before, though still upbeat in places.
They range from hushed to restless.
Good for focus, I think: steady, wordless, low in contrast.
Your question about genres is answered in the chart below.
In short: more jazz, less rock.
As before, but older.
For a rainy afternoon, then: piano, strings, distant voices.
On the whole you listen more in December than in July.
My picks lean on what you play late at night.
Tip: say “without vocals” to narrow it down.
To go further, try “more obscure” or “only songs I have never heard”.
- steady and low
- brighter towards the end
**In short:** it is a quiet set.
The longest streak and the most skipped artist are in the table.
I don't know that; nothing in your history tells me.
I do not know when it was released.
Sorry, nothing matched.
OK, older it is.
Sure. Calmer, and without the singer you did not like.
Got it: nothing explicit.
Glad it fits.
Hello. What would you like to hear?
Yes, all of them are instrumental.
No, you have not heard any of these before.
First the quiet ones, then the louder ones.
Then it picks up.
Later it slows down again.
Still, the mood stays the same throughout.
Here and there a voice comes in, but mostly it is guitars.
Listen in order; it builds.
Play it loud or leave it low, it works either way.
Morning coffee music, more or less.
Drums enter late, if at all.
Melancholy but never gloomy.
Wistful, spacious, a touch nostalgic.
Fast, bright and a bit silly.
Strings carry the first half, and synths take over after that.
Piano leads, drums follow.
Vocals are sparse.
Guitars shimmer; basslines wander.
Downtempo with a dusty feel.
Shoegaze and dream pop, mostly.
IDM and ambient, with a little R&B.
The BPM stays low.
A DJ could mix these without touching the tempo.
Your year in music begins slowly.
You asked about Sunday evenings, so that is what this counts.
During May and June you played more than in the rest of spring.
In Swedish or in English, whichever you like.
It is Friday, so a little louder.
Tell me “yes” or “no”.
Use the buttons on the card.
Would you like it longer?
Shall I make it shorter, or leave out the slow ones?
What should change?
"""
MADE_UP = """
You might also like “Paranoid Android” by Radiohead.
Try Creep by Radiohead.
Radiohead is close to this.
You have played it 78 times.
“Wet Signal” by Radiohead is first.
A7 is the calmest.
B2 is nice too.
Four songs for you.
It was released in 1997.
You played it 1,300 times in 2019.
About 90 % of your plays are from 2021.
If you like that, Massive Attack would fit.
I have added these to your playlist.
Saved as “Sunday”.
Now playing “Wet Signal”.
I won't suggest Halden Vey again. I'll never play it again.
“Dark Harbour” by Pale Harbour is next.
Their album Abbey Road is a classic.
You listened for 70 hours.
That's twice as much as in 2018.
try creep by radiohead
Listen to beach house or björk next.
The Beatles would go well here.
It won three Grammys.
You played “Wet Signal” 41 times.
“Wet Lamplight” is new to you and comes after 77 plays.
Low Ferry led with 1,234 plays.
Halden Vey follows with 980 plays.
A2 has 77 plays.
You played it 3 times as often as “Far Signal”.
That is 3x your usual.
Your top nine were all jazz.
Wet Harvest by Low Ferry fits.
“Wet Harvest” is lovely.
Thom Yorke sings on it.
Produced by Nigel Godrich in London.
You first heard it on 3 March 2015.
It is the 9th most played.
It takes 3 hours and 20 minutes.
A dozen of them are new.
Your top genre is jazz with five thousand plays.
I've blocked Halden Vey for you.
Your playlist has been saved.
It is in your queue; I queued A1.
Nick Drake's “Pink Moon” is similar.
Something by Portishead.
"""


@pytest.mark.parametrize("sentence", TRUE.strip().splitlines())
def test_what_tools_returned_may_be_said(sentence: str) -> None:
    assert grounding().check(sentence) == sentence


def test_ordinary_prose_passes_where_every_everyday_word_is_a_name() -> None:
    dropped = [sentence for sentence in ORDINARY.strip().splitlines() if grounding().check(sentence) != sentence]
    assert not dropped


@pytest.mark.parametrize("sentence", MADE_UP.strip().splitlines())
def test_what_nobody_returned_is_dropped(sentence: str) -> None:
    assert grounding().check(sentence) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("“Wet Signall” by Otilie Marr opens.", "“Wet Signal” by Ottilie Marr opens."),
        ("“Wet Signal” by Halden Vey.", "“Wet Signal” by Ottilie Marr."),
        ("Then Wet Lampligt, by Nordvik Choir.", "Then Wet Lamplight, by Nordvik Choir."),
    ],
)
def test_a_name_that_is_nearly_right_is_put_right(said: str, shown: str) -> None:
    assert grounding().check(said) == shown


def test_a_name_that_exists_elsewhere_is_no_slip_of_another() -> None:
    facts = Facts()
    facts.learn("search", {"tracks": [{"title": "Wet Harvests", "artist": "Low Ferry"}]})
    assert Grounding(NAMES, facts).check("“Wet Harvest” is first.") is None
    facts.learn("search", {"tracks": [{"title": "Opus 13", "artist": "Low Ferry"}]})
    assert Grounding(NAMES, facts).check("“Opus 14” is first.") is None


def test_a_name_that_only_the_model_asked_for_may_be_said_to_be_missing_and_nothing_else() -> None:
    facts = Facts()
    facts.hear("something new")
    facts.ask({"tracks": ["Paranoid Android"], "artists": ["Radiohead"], "seeds": {"like": ["Low Ferry"]}})
    facts.learn("search", {"searched": ["Paranoid Android", "Radiohead"], "matches": 0, "tracks": []})
    facts.learn(
        "recommend", {"notes": ["Nothing by Radiohead is known."], "tracks": [{"title": "A", "artist": "Low Ferry"}]}
    )
    facts.settle()
    check = Grounding(NAMES, facts).check
    assert check("“Paranoid Android” by Radiohead is a masterpiece.") is None
    assert check("Listen to Radiohead next.") is None
    assert check("Nothing called “Paranoid Android” is in your library.")
    assert check("Low Ferry comes close.")


def test_a_name_of_the_library_that_the_model_asked_about_may_be_said_as_it_came_back() -> None:
    facts = Facts()
    facts.hear("how often did i play radiohed")
    facts.ask({"artists": ["Radiohead"]})
    facts.learn("insight", {"sentence": "77 plays of Radiohead.", "rows": [["Plays", 77]]})
    facts.settle(lambda name: bool(NAMES.get(name)))
    assert Grounding(NAMES, facts).check("You played Radiohead 77 times.")


@pytest.mark.parametrize(
    "attack",
    [
        "See [this](http://evil.example/x) now.",
        "![pixel](https://evil.example/a.png)",
        "<img src=x onerror=alert(1)>",
        "<https://evil.example> or www.evil.example",
        "`code` and | tables |",
    ],
)
def test_markup_that_reaches_out_is_written_as_text(attack: str) -> None:
    shown = grounding().check(attack)
    bare = re.sub(r"\\.", "", shown or "")
    assert not re.search(r"[\[\]<>`|]|://|www\.", bare)


def test_a_name_full_of_markup_shows_as_it_is_written() -> None:
    name = "**Bold** [Click](http://evil.example) <b>x</b> A_B"
    facts = Facts()
    facts.learn("search", {"tracks": [{"title": name, "artist": "Low Ferry"}]})
    shown = Grounding(NAMES, facts).check(f"“{name}” by Low Ferry.")
    assert shown is not None
    assert plain(shown) == f"“{name}” by Low Ferry."
    assert not re.search(r"[*\[<]", re.sub(r"\\.", "", shown))


def test_every_number_of_an_answer_says_where_it_is_known_from() -> None:
    text = "You played “Wet Signal 99” 77 times, and Halden Vey about 1,200 times in 2019. Nobody counted the 5,555."
    assert [(said, known.tool, known.where) for said, known in sources(text, grounding().facts).items()] == [
        ("77", "recommend", "tracks[1].plays"),
        ("1,200", "insight", "sentence"),
        ("2019", "insight", "sentence"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3,210 plays in 2019, 42 % of 1.5k", [3210, 2019, 42, 1500]),
        ("two hundred and five, a dozen, twenty nineteen", [205, 12, 2019]),
        ("one song, one of them, this one", [1]),
        ("3 hours and 20 minutes or 2h 5m", [200, 125]),
        ("2019-06-01 and 14:30", [2019, 6, 1, 870]),
        ("the 90s, 1980s and the third", [1990, 1980, 3]),
        ("half an hour, the first half, hundreds", [0.5, 100]),
        ("at 9 pm, 9:30 and 12 am", [21, 570, 0]),
        ("no numbers at all, none, a few, several, both", []),
    ],
)
def test_quantities_are_read_from_digits_and_words(text: str, values: list[float]) -> None:
    assert [one.value for one in quantities(text)] == values


@pytest.mark.parametrize(
    "words", ["hundred " * 200, "1." + "0" * 400, "9" * 900, "1 " * 500, "1:00 " * 200, "Warm " * 200]
)
def test_no_pile_of_numbers_or_words_breaks_the_check_or_holds_it_up(words: str) -> None:
    facts = Facts()
    facts.hear(words)
    facts.learn("insight", {"plays": 5, "share": 0.5})
    began = time.thread_time()
    for one in quantities(words):
        source_of(one, facts, words)
    assert time.thread_time() - began < 0.5


def test_a_song_of_the_same_title_lends_its_number_to_nobody() -> None:
    facts = Facts()
    by_artist = {"Halden Vey": 67, "Low Ferry": 50}
    facts.learn(
        "search",
        {"tracks": [{"title": "Wet Gravel", "artist": artist, "plays": plays} for artist, plays in by_artist.items()]},
    )
    held = Grounding(NAMES, facts)
    assert held.check("“Wet Gravel” by Low Ferry has 50 plays.")
    assert held.check("“Wet Gravel” by Low Ferry has 67 plays.") is None
    assert held.check("“Wet Gravel” has 67 plays by Halden Vey and 50 by Low Ferry.")
