"""Greetings, thanks, and everything that is not about music."""

from __future__ import annotations

from echotune.chat.understand.fillers import FILLERS
from echotune.chat.understand.lexicon.genres import NEED_SUPPORT
from echotune.chat.understand.meanings import LEXICON
from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.wordset import wordset

_SMALL = flags(
    """
    yes | no | yeah | yep | nope | nah | sure | of course | fine | good | great | nice | cool | ok | okay | right
    perfect | awesome | lovely | wow | haha | lol | hm | hmm | alright then | sounds good | got it | i see
    good job | well done | nice work | you rock | never mind
    you are great | youre great | you are awesome | youre awesome | youre amazing | you are amazing | good bot
    good one | thanks anyway | nothing | nothing thanks | that is all | thats all | thats it | that will be all
    im done | i am done | good | excellent | brilliant | what | why | who | how | when | really | really now
    see ya | later | take care | good to know
    good evening | good morning | good night | nighty night | see you tomorrow | talk to you later
    nice talking to you | you are the best | youre the best | so much | very much | a lot | there | everyone
    everybody | all | youre a star | youre a lifesaver | much obliged | appreciate it | i appreciate it | ta
    ta very much | merci | gracias | hola | bonjour | danke | test | testing | anyone there | are you there
    are you a robot | are you human | how is it going | hows it going | hows life | how are things | what is up
    sup | welcome
    """
)
_FOREIGN = [
    Pattern("^ (how do i|how do you|how can i|how to|how should i|how would i) "),
    Pattern("^ (my name is|i am called|call me|im called|you can call me|nice to meet) "),
    Pattern(
        """
        (table|party of|seats|tables|coffeehouse|tea house|pizzeria|steakhouse|cafeteria|brunch spot|
        somewhere to eat|want to eat|lets eat|place to eat|to eat|eat|spot for)
        """
    ),
    Pattern(
        """
        (will it|is it|will there be|is there|are there|tell me if|whether|going to be|will it be|it will be|
        there will be|how is the|what is the|is there going to be|will it still be) [{much}] (rain|rainy|rainfall|
        snow|snowy|snowstorm|sunny|sun|cloud|cloudy|foggy|windy|warm|warmer|cold|colder|hot|hotter|storm|stormy|
        blizzard|freezing|chilly|overcast|condition|wind|hail|fog|humid|cloudless|sunrise|sunset)
        """
    ),
    Pattern("(overcast|blizzard|snowstorm|weather|tell me when sunrise|tell me when sunset) "),
    Pattern(
        """
        (films|film|movies|movie|theatre|theater|theatres|theaters|cinema|screening|showing|showings|movie house|
        animated movies|movie schedule|schedule)
        """
    ),
    Pattern(
        """
        ^ (is|when is|when will|whens|where is|i need to know when|what time is|are any) {work} (playing|showing|
        starting|play)
        """
    ),
    Pattern(
        """
        (weather|forecast|temperature|degrees|humidity|humid|chilly|freezing|celsius|fahrenheit|umbrella)
        """
    ),
    Pattern(
        """
        (will it|is it going to|is it|does it|did it|when will it) (rain|snow|be|raining|snowing|get|hail|storm|
        freeze|cold|hot|warm|sunny|cloudy)
        """
    ),
    Pattern("(book|reserve|make a reservation|reservation|booking) "),
    Pattern(
        """
        (restaurant|restaurants|hotel|flight|flights|taxi|uber|pizza|takeaway|takeout|bistro|brasserie|pub|tavern|
        diner reservation)
        """
    ),
    Pattern(
        """
        (movie|movies|film times|movie times|cinema|theatre|theater|showtimes|movie schedule|netflix|television|
        tv show|tv series|tv shows|screening)
        """
    ),
    Pattern("(joke|jokes|riddle|poem|bedtime story|story about)"),
    Pattern("(set|start|cancel|stop) [a|an|the|my] [{span}] (alarm|timer|reminder)"),
    Pattern(
        """
        (alarm|remind me|reminder|wake me up at|appointment|calendar|to do list|shopping list|groceries)
        """
    ),
    Pattern("what [is the|s the] (time|date|day) [is it|is today|is it now|is tomorrow|now|in] "),
    Pattern("what (time|day|date|year) is (it|today|tomorrow)"),
    Pattern("capital (of|city)"),
    Pattern("(president|prime minister|king|queen|population|mayor) of"),
    Pattern("who (won|is winning|invented|discovered america|was the first|is the president|wrote the book)"),
    Pattern(
        """
        (football|soccer|basketball|baseball|tennis|match|league|world cup|election|stock|stocks|bitcoin|news|
        headlines|score) [{rest}] (match|score|result|price|prices|today|tonight|tomorrow|yesterday|last night|
        market|game|headlines|news|won|lost)
        """
    ),
    Pattern("^ [whats|what is|tell me|show me|any] [the|me the] [latest] (news|headlines)"),
    Pattern(
        """
        (translate|how do you say|define|spell|calculate|how much is|how tall|how old is|how far|how many people|
        how many kilometers|how many miles|square root)
        """
    ),
    Pattern("what does {word} mean"),
    Pattern(
        """
        (send|write|read|answer|check) [a|an|my|the] (email|emails|message|messages|text|letter|mail|sms|texts)
        """
    ),
    Pattern(
        """
        (call|text|message|phone|ring) (my mom|my mum|mom|mum|dad|my dad|my wife|my husband|my boss|him|her|me|john|
        the police|an ambulance|a friend|my friend|my sister|my brother)
        """
    ),
    Pattern(
        """
        (turn on|turn off|switch on|switch off|dim) [the|all|my] [kitchen|bedroom|living room|hall|all the] (lights|
        light|lamp|heating|heater|oven|fan|air conditioning|ac|tv)
        """
    ),
    Pattern(
        """
        (order|buy|cook|recipe|recipes|get|bring) [me|us|for] [a|an|some|the] (pizza|food|for|milk|shoes|burger|a burger|a pizza|
        coffee|tickets|dinner recipe|chicken|pasta|lasagna|cake)
        """
    ),
    Pattern(
        """
        (recipe|directions to|route to|hows the traffic|how is the traffic|whats the traffic|traffic report|how do i get to|where is the nearest|nearest|closest|near me|nearby)
        """
    ),
    Pattern(
        """
        (who are your parents|do you love me|meaning of life|are you real|marry me|tell me about yourself|
        how old are you|where do you live|your favourite colour|do you sleep|what is your name|whats your name)
        """
    ),
    Pattern(
        """
        (book|novel|textbook|essay|chronicle|saga|television show|tv show|video game|game called|painting|
        photograph|trailer|movie|poem) (called|named|titled|by|of|about|rating)
        """
    ),
    Pattern(
        """
        (find|show|get|look up|search for|look for) [me|up] [the|a] {work} (movie|show|book|game|painting|
        photograph|picture|trailer|novel|tv series|program|saga) $
        """
    ),
]
_MUSIC = wordset(
    """
    music song songs playlist playlists track tracks tune tunes listen listening listened soundtrack soundtracks
    album albums jazz something anything volume skip repeat
    """
)
_SHOWN_OR_BOOKED = wordset(
    """
    movie movies film films book books show shows cinema theatre theater theatres theaters ticket tickets restaurant
    table saga novel trailer series screening schedule rate rating stars food weather painting game
    """
)
_RATING = [
    Pattern(
        """
        ^ [i] [would] (rate|award|give|rating) {work} (star|stars|point|points|a rating|out of|rating|of 5|of 6|
        of five|of six|a score)
        """
    ),
    Pattern("^ [i] (rate|award) {work} $"),
    Pattern(
        """
        (star|stars|points|rating|score) [out of|to|for] {work} (book|textbook|novel|album|essay|chronicle|series|
        saga|movie)
        """
    ),
    Pattern("(out of|of) (6|5|10|six|five|ten) [points|stars] "),
    Pattern("(deserves|a rating of|a score of)"),
]  # fmt: skip

_THANKS = wordset("thanks thank cheers")
_BETWEEN = wordset("that thats it is was very so really just absolutely you are")


def read_smalltalk(reading: Reading, bare: Bare) -> bool:
    """Nothing but politeness, or a small word of it."""
    sentence = reading.sentence
    rest = [index for index, token in enumerate(sentence.tokens) if token.role is None]
    if any(sentence.tokens[index].quote is not None for index in rest):
        return False
    thanked = bool(_THANKS & set(sentence.words))  # `thanks, that was perfect` praises the answer, not the song
    at = 0
    while at < len(rest):
        found = _SMALL.at(sentence, rest[at])
        skip = sentence.word(rest[at]) in _BETWEEN and (at > 0 or thanked)
        if not (found or skip):
            return False
        at += (found[1] - rest[at]) if found else 1
    reading.request.intent = "other"
    reading.take(0, len(sentence), "frame")
    return True


def _names_genre(reading: Reading) -> bool:
    found = (LEXICON.at(reading.sentence, index) for index in range(len(reading.sentence)))
    return any(word and word[0].kind == "genre" and word[0].value not in NEED_SUPPORT for word in found)


def read_foreign(reading: Reading, bare: Bare) -> bool:
    """A question about the weather, a table for two, a joke: not about music."""
    music = set(bare.words) & _MUSIC or (_names_genre(reading) and not set(bare.words) & _SHOWN_OR_BOOKED)
    found = first_match(_RATING, bare) or (None if music else first_match(_FOREIGN, bare))
    if not found:
        return False
    reading.request.intent = "other"
    sentence = reading.sentence
    reading.take(found.start, found.end, "frame")
    for token in sentence.tokens:
        if token.role is None and token.word in FILLERS:
            token.role = "filler"
    return True
