"""Likes, dislikes and "never again", about what plays or about a name."""

from __future__ import annotations

import re

from echotune.chat.understand.frames.objects import read_object
from echotune.chat.understand.meanings import EMOJI, LEXICON
from echotune.chat.understand.names import Cue
from echotune.chat.understand.patterns import Bare, Pattern
from echotune.chat.understand.reading import Reading
from echotune.chat.understand.references import PRONOUNS, reference_at
from echotune.chat.understand.request import Feedback
from echotune.chat.understand.wordset import wordset

_WITH_OBJECT: list[tuple[Feedback, Pattern]] = [
    ("never", Pattern(
        """
        ^ [i] never [ever|want to|want you to|want to ever] [again] (play|recommend|suggest|show me|give me|hear|
        put on|let me hear|show|listen to|play me|recommend me)
        """
    )),
    ("never", Pattern(
        """
        ^ (i never want to|i dont ever want to|i do not ever want to|i dont want to ever|i dont want to|
        i do not want to|i never wanna|i would rather never) [ever] (hear|listen to|see)
        """
    )),
    ("never", Pattern("^ (dont|do not) ever (play|recommend|suggest|show me|give me|put on|let me hear|play me)")),
    ("never", Pattern("^ (dont|do not) (play|recommend|suggest|show me|give me|put on|play me|recommend me)")),
    ("never", Pattern(
        """
        ^ (ban|block|blacklist|blocklist|banish|never again play|never again|permanently remove|permanently block|
        permanently ban)
        """
    )),
    ("never", Pattern("^ (no more|i want no more|and no more|absolutely no more) [of]")),
    ("never", Pattern("^ never [ever] [again]")),
    ("never", Pattern("^ stop (playing|recommending|suggesting|showing me|giving me) [me]")),
    ("dislike", Pattern(
        """
        ^ [im|i am] [really|honestly|just|very] (not very fond of|not that fond of|not really fond of|not so fond of|
        not a huge fan of|not that into|not very into|not so into|not too keen on|not very keen on|not crazy about|
        not mad about|not wild about|not digging|not feeling|not enjoying|not loving|not really feeling|
        not really enjoying|not liking|done with|not big on|not a fan of|not a big fan of|not into|not keen on|not really into|not fond of|no fan of|
        not in love with)
        """
    )),
    ("dislike", Pattern(
        """
        ^ [i] [really|just|kind of|also|honestly] (dont|do not|didnt|did not|dont really|do not really|didnt really|
        never) [really|particularly|much|actually] (like|love|enjoy|care for|dig|care much for|fancy)
        """
    )),
    ("dislike", Pattern(
        """
        ^ [i] [really|absolutely|just|also] (hate|dislike|detest|loathe|despise|cant stand|cannot stand|
        can not stand|hated|disliked|cant bear|am sick of hearing)
        """
    )),
    ("dislike", Pattern("^ (thumbs down|downvote|dislike|a thumbs down) (for|on|to)")),
    ("like", Pattern(
        """
        ^ [im|i am] [a] [big|huge|massive] (a fan of|fan of|really into|into|fond of|crazy about|in love with|
        obsessed with|loving|enjoying|really loving|really enjoying|digging|really digging)
        """
    )),
    ("like", Pattern(
        """
        ^ [i] [really|absolutely|do|just|also|quite|totally|actually|truly|honestly|genuinely|always|rather|much|
        especially|do really|cant help but] (love|like|adore|enjoy|dig|loved|liked|enjoyed|am loving|am enjoying|
        cant get enough of|am a fan of|am a big fan of|am into|am really into|am in love with|adored)
        """
    )),
    ("like", Pattern(
        """
        ^ (upvote|mark|thumbs up|thumbs up for|thumbs up to|a thumbs up for|give a like to|
        add a like to)
        """
    )),
]  # fmt: skip
_TRAILING = wordset(
    """
    so very too again ever anymore any more a lot much really at all for me to now either though one bit you
    know forever as favourite favourites liked in the future from on songs music playing right today that
    already permanently completely here guys guy stuff
    """
)
_WHOLE: list[tuple[Feedback, Pattern]] = [
    ("never", Pattern("^ never [ever] again $")),
    ("never", Pattern("^ (ban|block) (it|this|that|them|him|her|forever) [forever|please] $")),
    ("dislike", Pattern(
        """
        ^ [this|that|it|this song|this one|this track|this artist|thats|its|this is|that is|it is|that was|really]
        [is|was|s] [just|really|definitely|so] (not|not really|not quite|isnt|isnt really|definitely not) [my|for]
        (thing|taste|style|cup of tea|jam|kind of music|me|vibe|for me|my thing|my taste|my style|my cup of tea|
        my jam|good|great|what i wanted|what i like|my vibe|my kind of music|my kind of thing|nice) [at all] $
        """
    )),
    ("dislike", Pattern(
        """
        ^ (thumbs down|thumb down|downvote|dislike|boo|yuck|meh|ew|eww|ugh|not good|not great|bad song|
        terrible song|awful song|bad|terrible|awful|horrible|two thumbs down|what a terrible song|
        what an awful song|terrible choice|bad choice|bad recommendation|dont like it|dont like this|i dont like it|
        not a fan|not a fan of this|not into it|not into this|hate it|hate this|no good|wrong) $
        """
    )),
    ("dislike", Pattern(
        """
        ^ (this|that|it|this song|that song|this track|this one|that one|this music|the song|this artist|this band)
        (is|was|sounds) [so|really|absolutely|just|very|pretty|a bit|kind of|quite|too|such] (bad|awful|terrible|
        horrible|boring|annoying|rubbish|garbage|trash|crap|shit|dreadful|lame|dull|unbearable|horrendous|ghastly|
        painful|tedious|ugly|the worst|a mess|noise|a terrible song|overrated) $
        """
    )),
    ("dislike", Pattern(
        """
        ^ (this|that|it|this song|that song|this one) (sucks|stinks|bores me|annoys me|hurts my ears|
        does nothing for me|drives me crazy) $
        """
    )),
    ("like", Pattern(
        """
        ^ [a] (not bad|not bad at all|not half bad|thumbs up|thumb up|two thumbs up|upvote|like|love it|love this|like it|like this|loving it|
        loving this|nice song|great song|good song|nice one|what a song|what a tune|what a track|what a banger|
        what a great song|what a great track|what a beautiful song|what a lovely song|great track|great tune|
        good tune|great pick|good pick|nice pick|great choice|good choice|excellent choice|banger|absolute banger|
        my jam|great recommendation|good recommendation|great music|good music|favourite|fantastic song|
        beautiful song|amazing song|awesome song) $
        """
    )),
    ("like", Pattern(
        """
        ^ (this|that|it|this song|that song|this track|this one|that one|this music|the song|this artist|this band|
        this album|these|the first one|the second one|the third one|the fourth one|the fifth one|the last one|
        the first song|the second song|the last song) (is|was|are|sounds|feels) [so|really|absolutely|just|very|
        pretty|such|quite|totally|truly|simply] (good|great|amazing|brilliant|awesome|perfect|fantastic|excellent|
        beautiful|lovely|wonderful|incredible|superb|a banger|an absolute banger|a great song|a good song|
        a great track|my jam|my favourite|my favourite song|one of my favourites|my new favourite|fire|gold|
        gorgeous|phenomenal|outstanding|sublime|nice|cool|dope|lit|sick|epic|the best|the best song|spot on|
        exactly what i wanted|just what i needed|a tune|a classic|a masterpiece|magic|stunning) $
        """
    )),
    ("like", Pattern(
        """
        ^ (this|that|it|this song|that song|this one) (rocks|slaps|rules|bangs|hits the spot|hits different|
        made my day|is what i wanted) $
        """
    )),
    ("like", Pattern(
        """
        ^ (add|save|put) (this|it|that|this song|this track|this one|that song) (to|in|into|among) [my|the]
        (favourites|favourite songs|likes|liked songs|loved songs|favourite tracks|liked tracks|favourited songs) $
        """
    )),
    ("like", Pattern(
        """
        ^ (favourite|heart|like) (this|it|that|this song|this track|this one|that song|that one) [song|track] $
        """
    )),
    ("like", Pattern("^ (save|keep) (this song|this track|that song|that track|the song|the track) $")),
    ("like", Pattern(
        """
        ^ [this is|thats|easily|simply|probably|one of] [the] (best song ever|best track ever|best song|best one yet|best one so far|
        best tune ever|best album ever|best band ever|best songs ever|greatest song ever|greatest band ever|best thing ever)
        [made|written|in the world] $
        """
    )),
    ("like", Pattern(
        """
        ^ (give|add|send) (this|it|that|this one|this song|this track|that one) [a|my|one|two] (thumbs up|like|
        heart|star|five stars) $
        """
    )),
    ("dislike", Pattern(
        """
        ^ (give|add|send) (this|it|that|this one|this song|this track|that one) [a|my|one|two] (thumbs down|
        dislike|zero stars|one star) $
        """
    )),
    ("like", Pattern(
        """
        ^ (this|that|it|thats|this is|that is|its|it is|this ones|this one is|these are|what|such|now this is|now thats) [is]
        [a|an|one|some|my] [real|total|such a|absolute|certified|definite|great|new] (keeper|winner|gem|beauty|tune|
        banger|bop|classic|jam|vibe|masterpiece|favourite|favourite of mine|keepers|stunner|corker|cracker) $
        """
    )),
    ("like", Pattern(
        """
        ^ [oh|wow|ooh] [yes|yeah] (more of this|more like this please|this is it|now were talking|now we are talking|
        exactly this|spot on|you nailed it|nailed it|bullseye|yes this|this one yes|oh i love this one|this is my song|
        this is my jam|thats my jam|thats my song|tune|what a choice|good shout|great shout|loving it|love love love) $
        """
    )),
    ("dislike", Pattern(
        """
        ^ (ew|eww|ugh|yuck|yikes|bleh|blah|boo) [no|nope|god] [not] [this|that|it] [one|song|again] $
        """
    )),
    ("dislike", Pattern(
        """
        ^ (this|that|it|this song|that song|this one|this track|this artist|this band|this music) (isnt|is not|aint|wasnt|
        is just not|just isnt|really isnt|doesnt do it|doesnt do anything|does nothing|is getting on my nerves|
        gets on my nerves|is doing my head in|makes my ears bleed|drives me nuts|is driving me nuts|is not it|isnt it|aint it|
        grates on me|leaves me cold|is a skip) [for|my|me|very|that|really|any|so] [me|my|good|great|nice|thing|taste|
        style|cup of tea|jam|vibe] [thing|taste|style|jam|vibe] [at all|to be honest|sorry|tbh] $
        """
    )),
    ("like", Pattern("^ (brilliant|fantastic|wonderful|beautiful|gorgeous|amazing) $")),
]  # fmt: skip
_NEEDS_AGAIN = (
    "dont play",
    "do not play",
    "dont recommend",
    "do not recommend",
    "dont suggest",
    "do not suggest",
    "dont show",
    "do not show",
    "dont put",
    "do not put",
    "dont give",
    "do not give",
    "no more",
    "i want no more",
    "and no more",
    "i dont want to",
    "i do not want to",
)
_HARSHEST_FIRST: tuple[Feedback, ...] = ("never", "dislike", "like")
_AGAIN = frozenset({"again", "ever", "anymore", "more", "forever"})


def read_feedback(reading: Reading, bare: Bare) -> bool:
    """A verdict and nothing else."""
    emoji = [EMOJI[word].value for word in bare.words if word in EMOJI and EMOJI[word].kind == "feedback"]
    if emoji and all(word in EMOJI for word in bare.words):
        return _settle(reading, emoji[0])  # type: ignore[arg-type]
    for verdict, pattern in _WHOLE:
        if pattern.search(bare):
            return _settle(reading, verdict)
    for verdict, pattern in _WITH_OBJECT:
        found = pattern.search(bare)
        if found and _about_object(reading, verdict, bare, found.start, found.end):
            return True
    return _is_favourite(reading, bare) or _said_twice(reading)


_MOVING_ON = Pattern(
    """
    ^ [please|can you|could you|just|lets] (skip|skip this|skip it|next|next one|next song|next track|next please|next song please|
    skip please|play something else|playing something else|something else|something else please|change it|move on|another one|
    play another|play another one|change this|skip this one|skip this song|next one please|turn it off|stop it|stop|sorry) [please] $
    """
)
"""Said beside a verdict, it follows from it."""


_FAVOURITE = Pattern(
    """
    ^ {name} (is|are|will always be) [definitely|simply|just|one of|probably|still|easily|by far] [my|the] [all time|absolute|new] (favourite|
    favourites|best|greatest|fave|number one) [artist|artists|band|bands|singer|song|songs|track|album|of mine|of all time|ever] $
    """
)


def _is_favourite(reading: Reading, bare: Bare) -> bool:
    """`Prince is my favourite`: a known name, and praise."""
    found = _FAVOURITE.search(bare)
    named = reading.names.known(found.slots["name"][0], Cue.NAMED) if found else None
    if not found or not named or named.end != found.slots["name"][1]:
        return False
    reading.add_name(named)
    return _settle(reading, "like")


_JOINING = re.compile(r"^(?:but|and|so|because|cause|since) ", re.IGNORECASE)


def _said_twice(reading: Reading) -> bool:
    """`this is brilliant, I love it`: each clause is a verdict on what plays; the harshest counts."""
    clauses = [Bare.of(_JOINING.sub("", clause)) for clause in reading.sentence.clauses()]
    verdicts = [_on_what_plays(clause) for clause in clauses if not _MOVING_ON.search(clause)]
    if len(clauses) < 2 or not verdicts or None in verdicts:
        return False
    return _settle(reading, next(verdict for verdict in _HARSHEST_FIRST if verdict in verdicts))


def _on_what_plays(clause: Bare) -> Feedback | None:
    for verdict, pattern in _WHOLE:
        if pattern.search(clause):
            return verdict
    for verdict, pattern in _WITH_OBJECT:
        found = pattern.search(clause)
        rest = clause.words[found.end :] if found else []
        while rest and rest[-1] in _TRAILING and " ".join(rest) not in PRONOUNS:
            rest = rest[:-1]
        if " ".join(rest) in PRONOUNS:
            return verdict
    return None


def _about_object(reading: Reading, verdict: Feedback, bare: Bare, start: int, index: int) -> bool:
    sentence = reading.sentence
    words = " ".join(sentence.words[start:index])
    if words.startswith(_NEEDS_AGAIN) and not set(sentence.words[index:]) & _AGAIN:
        return False
    if words == "like" and not reference_at(sentence, index) and sentence.word(index) not in {"the", "a"}:
        return False  # `like Wilco` wants music that resembles it
    if (
        words in {"like", "i like", "i love", "love"}
        and sentence.word(index) in {"to", "when", "how", "it"}
        and index + 1 < len(sentence)
        and sentence.word(index) != "it"
    ):
        return False
    before = reading.request.model_copy(deep=True)
    roles = sentence.roles()
    end = read_object(reading, index) or _lexical_object(reading, index)
    if end is not None and _only_trailing(reading, end):
        reading.request.feedback = verdict
        reading.request.intent = "feedback"
        reading.take(0, len(sentence), "frame")
        return True
    reading.request = before
    sentence.restore(roles)
    return False


def _lexical_object(reading: Reading, index: int) -> int | None:
    """`I love jazz`: a genre or an instrument."""
    found = LEXICON.at(reading.sentence, index)
    if not found or found[0].kind not in {"genre", "instrument"}:
        return None
    reading.add_meaning(found[0])
    return reading.take(index, found[1], "word")


def _only_trailing(reading: Reading, index: int) -> bool:
    tokens = reading.sentence.tokens[index:]
    return all(token.role is not None or token.word in _TRAILING or token.word in EMOJI for token in tokens)


def _settle(reading: Reading, verdict: Feedback) -> bool:
    reading.request.feedback = verdict
    reading.request.intent = "feedback"
    reading.take(0, len(reading.sentence), "frame")
    return True
