"""Polite wrapping by its form: `I would be ever so grateful if you could`, `have a lovely evening`, `on YouTube`."""

from __future__ import annotations

from echotune.chat.understand.lexicon.services import SERVICES
from echotune.chat.understand.patterns import Pattern
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wordset import wordset

_WOULD = "(i would be|id be|i am|im|i should be|we would be|wed be|i will be|ill be)"
_VERY = "[ever so|very|most|really|so|extremely|truly|eternally|terribly|quite|more than|very much|so very]"
_COULD = "(could|would|might|can|may|will|were able to|are able to|could perhaps|could possibly|might be able to|could please)"
_POSSIBLY = "[please|kindly|possibly|perhaps|maybe|just|quickly|also|then|be able to]"
_HAVE = "[to|have|hear|get|listen to|have you]"
OPENINGS = [
    Pattern(
        f"""
        ^ {_WOULD} {_VERY} (grateful|thankful|obliged|delighted|pleased|glad|much obliged|overjoyed) (for|to hear|
        to have|to listen to)
        """
    ),
    Pattern(
        f"""
        ^ {_WOULD} {_VERY} (grateful|thankful|obliged|delighted|pleased|happy|glad|much obliged|overjoyed) if
        (you|we|i) {_COULD} {_POSSIBLY}
        """
    ),
    Pattern(
        f"""
        ^ (it would|itd|that would|it will|this would) [really|totally|absolutely] (make my day|make me happy|
        help|help me|help a lot|be a great help|mean a lot|mean the world) [to me|out|a lot] if (you|we|i)
        {_COULD} {_POSSIBLY}
        """
    ),
    Pattern(
        f"""
        ^ (it would be|itd be|that would be|would it be) {_VERY} (lovely|nice|great|wonderful|awesome|cool|good|
        helpful|super|brilliant|fantastic|kind|amazing|kind of you|appreciated|possible|ok|okay|alright|fine|too
        much) [trouble|at all|to ask] (if you could|if you would|if you can|if i could have|if we could have|to
        have|to hear|to get|to|for you to|if you|if i could hear)
        """
    ),
    Pattern(
        f"""
        ^ (i was|i am|im|we were|we are|was|were) [just|kind of|kinda|sort of] (wondering|hoping|curious|
        thinking) [if|whether|that|maybe] (you|i|we|it) {_COULD} {_POSSIBLY} {_HAVE}
        """
    ),
    Pattern(
        f"""
        ^ (i wonder|i wonder whether|do you think|dyou think|do you suppose|do you reckon|i hope|i thought) [if|
        whether|that|maybe|perhaps] (you|i|we) {_COULD} {_POSSIBLY} {_HAVE}
        """
    ),
    Pattern(
        """
        ^ (might i|may i|could i|can i) [please|perhaps|just] (ask|trouble|bother|ask of) you (to|for) [please]
        """
    ),
    Pattern(
        """
        ^ (would you|could you|can you|will you|do you) (be a dear|be an angel|be a darling|be a sweetheart|be so
        good|be so kind|be so nice|be kind enough|be good enough|please be so kind|be willing|be up for) [and|as
        to|to]
        """
    ),
    Pattern(
        f"""
        ^ (would|could|can|will|may|might|shall|should) (you|i|we|u|ya) {_POSSIBLY} (have|get|hear|listen to|go
        ahead and|quickly|do me a favour and|do me a favor and|try to|help me find)
        """
    ),
    Pattern(
        """
        ^ (would|could|can|will|may|might) (you|i|we|u|ya) (please|kindly|possibly|perhaps|maybe|just|quickly|
        also|then|be able to|at all) [please|just|kindly]
        """
    ),
    Pattern("^ (would|do) you [happen to] know [please]"),
    Pattern("^ (any|have you any|do you have any) (idea|clue)"),
    Pattern(
        """
        ^ (thats|that is|thats really|that was|this is|these are|those are) (not|not quite|not really|not
        exactly) (what i meant|what i want|what i wanted|what i asked for|what i had in mind|it|right|the vibe|
        the mood)
        """
    ),
    Pattern("^ (would|do) you mind [awfully|terribly|very much|at all|please|maybe|just]"),
    Pattern(
        """
        ^ (i|we) (would|should) [really|very much|quite|dearly|absolutely|rather|so|totally] (like|love|
        appreciate|enjoy|prefer|fancy|welcome|adore) [it if you could|it if we could|if you could] [you] [to|to
        hear|to have|to get|to listen to|hearing]
        """
    ),
    Pattern(
        """
        ^ (id|wed) [really|very much|quite|dearly|absolutely|rather|so|totally] (like|love|appreciate|enjoy|
        prefer|fancy|welcome|adore|rather have) [it if you could|it if we could|if you could] [you] [to|to hear|
        to have|to get|to listen to|hearing]
        """
    ),
    Pattern(
        """
        ^ (i|we) [really|just|kinda|kind of|also|quite|rather|desperately|badly] (want|need|fancy|wanna|gotta
        have|gotta hear|require) [you to|to hear|to have|to get|to listen to|hear]
        """
    ),
    Pattern(
        """
        ^ (im|i am|we are|were) [really|just|kinda|kind of|rather|currently|totally] (in the mood for|looking to
        hear|looking to listen to|hoping for|hoping to hear|hoping to get|feeling like|up for|down for)
        """
    ),
    Pattern(
        """
        ^ (i|we) (do|must|really must|really do|sincerely|humbly) (apologise|apologize|beg your pardon) [but|for
        this|for bothering you|for the trouble]
        """
    ),
    Pattern(
        """
        ^ (im|i am|we are) [so|very|really|terribly|awfully] sorry [to bother you|to trouble you|for bothering
        you|to ask|to be a pain|about this|to interrupt] [but|again]
        """
    ),
    Pattern(
        """
        ^ (sorry|apologies) [to bother you|to trouble you|for bothering you|to ask|for the trouble|to interrupt]
        [but|again]
        """
    ),
    Pattern(
        """
        ^ (dear|hey|hi|hello|hiya|hey there|hi there|hello there|ok|okay|yo|oi|good morning|good evening|good
        afternoon) (assistant|dj|mr dj|music assistant|computer|robot|bot|machine|friend|buddy|pal|mate|there|you|
        again|everyone|team|app|dude|bro|man|folks|all)
        """
    ),
    Pattern(
        """
        ^ (please|do|will you|would you) (be so kind|be so good|be a dear|be kind enough) [as to|and|to] [please]
        """
    ),
    Pattern(
        """
        ^ (feel free to|go ahead and|why dont you|why not|how about you|how about we|what if you|what if we|do me
        a favour and|do me a favor and|make sure to|be sure to|i dare you to|i would suggest you|i ask you to|i
        beg you to|i need you to|i want you to|we need you to|we want you to|im asking you to|ill have you)
        """
    ),
    Pattern(
        """
        ^ (yo|oi|er|erm|uhh|umm|uhm|hmm|mm|mmm|mhm|right so|so yeah|well yeah|yeah so|yeah no|you know|yknow|i
        dunno|dunno|lets see|let me see|let me think|let me think about it|lemme see|now then|righto|aight|
        alrighty|nah|nope|omg|omfg|bruh|bro|dude|damn|dang|gosh|jeez|haha|lol|lmao|whoa|wow|eh|psst|hm)
        """
    ),
]  # fmt: skip
"""Only where a clause begins; each is anchored there."""

ANYWHERE = [
    Pattern(
        """
        ^ (thanks|thank you|many thanks|cheers|thank u|thanking you) [so much|very much|a lot|ever so much|a
        million|kindly|again|so very much|a bunch] [for|in advance] [all|everything|your|the] [your|the|of your]
        [kind|wonderful] [help|time|assistance|patience|kindness|effort|trouble|understanding|support|suggestions|
        recommendations|music|songs|that|this|it|you do]
        """
    ),
    Pattern(
        """
        ^ (have|enjoy|wishing you|i wish you) [a|yourself a|the rest of your] [very|really] [lovely|nice|great|
        good|wonderful|pleasant|beautiful|fantastic] (day|evening|night|one|weekend|afternoon|morning|time)
        [ahead]
        """
    ),
    Pattern(
        """
        ^ if (you would|you could|you can|youd|you will) [please|just] [be] (so kind|so good|kind enough|so nice|
        be so kind)
        """
    ),
    Pattern(
        """
        ^ if (it is|its|that is|thats|it isnt|it is not|that isnt|its not|thats not|this isnt|it was|it wouldnt
        be|it would not be) [at all|not] (a bother|too much bother|no bother|too much trouble|no trouble|a
        problem|no problem|ok|okay|alright|fine|possible|too much to ask|any trouble|too difficult|not too
        difficult|too hard|convenient|any bother) [with you|for you|of course]
        """
    ),
    Pattern("^ if you (dont|do not|wouldnt|would not) mind [awfully|terribly|too much|me asking]"),
    Pattern(
        """
        ^ (whenever|when|as soon as) (you can|you are ready|youre ready|its convenient|you like|you get the
        chance|you have time|you have a minute|you get a minute)
        """
    ),
    Pattern(
        """
        ^ to (tell you the truth|be frank|be perfectly honest|be quite honest|be fair|be clear|be precise|be
        exact|be specific|be honest)
        """
    ),
    Pattern(
        """
        ^ (id|i would|we would|wed) (be very grateful|be grateful|be most grateful|appreciate it|really
        appreciate it|love that|love it|be delighted|be so happy|like that)
        """
    ),
    Pattern(
        """
        ^ (that|it) (would|will) be (lovely|great|nice|perfect|wonderful|awesome|amazing|fantastic|cool|fab|ideal|
        brilliant|much appreciated|appreciated|all|super|ace|sweet) [thanks|thank you|please]
        """
    ),
    Pattern(
        """
        ^ (from start to finish|start to finish|from beginning to end|in full|in its entirety|at your convenience|if its up to you|as you like|your choice|you choose|you decide|you pick|up to you|
        dealers choice|no rush|no hurry|real quick|for a change|as usual|as always|you know|yknow|ya know|i mean|
        or so i think|or whatever|or something|or anything|and stuff|and all that|and so on|if that makes sense|k
        thx|ok thanks|please and thank you|please and thanks)
        """
    ),
]  # fmt: skip
"""Where a clause begins, or at the end of the sentence."""

_ON = flags(
    "on | in | via | from | using | through | with | off | off of | at | over | on my | via my | from my | using my | through my | in my | off my | with my"
)
_OPEN = wordset("use open launch start with have using ask get")
_THEN = wordset("and to then play")
_SERVICES = flags(SERVICES)
_VOCATIVES = flags(
    "my dear | my good man | my love | love | pal | man | darling | sweetheart | honey | friend | dj | right | yeah | ok | okay | hey | ta | boss | yo | fam | bud"
)


def opening_end(sentence: Sentence, index: int) -> int | None:
    """The index after the polite or hesitant opening at `index`."""
    return _longest(OPENINGS, sentence, index)


def wrapping_end(sentence: Sentence, index: int, *, opens: bool) -> int | None:
    """The index after polite words at `index` that open or end a clause, or after a name that the app is called by."""
    called = _VOCATIVES.at(sentence, index) if index and sentence.tokens[index].comma else None
    if called and sentence.breaks(called[1]):
        return called[1]
    end = _longest(ANYWHERE, sentence, index)
    return end if end and (opens or sentence.breaks(end)) else None


def service_end(sentence: Sentence, index: int) -> int | None:
    """The index after `on Spotify` or `open YouTube and`: where to play from is no part of a wish."""
    found = _ON.at(sentence, index)
    service = _SERVICES.at(sentence, found[1]) if found else None
    if service and sentence.breaks(index) is False:
        return service[1]
    if index == 0 and sentence.word(index) in _OPEN:
        service = _SERVICES.at(sentence, index + 1)
        if service and sentence.word(service[1]) in _THEN:
            return service[1] + (sentence.word(service[1]) != "play")
    return None


def _longest(patterns: list[Pattern], sentence: Sentence, index: int) -> int | None:
    ends = [end for pattern in patterns if (end := pattern.at(sentence, index)) is not None]
    return max(ends, default=None)
