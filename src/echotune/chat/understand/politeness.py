"""Greetings, thanks and polite wrapping: taken first, so that everything else sees the bare wish."""

from __future__ import annotations

from collections.abc import Iterator

from echotune.chat.understand.meanings import FEELINGS
from echotune.chat.understand.phrases import flags
from echotune.chat.understand.text import Sentence
from echotune.chat.understand.wrapping import opening_end, service_end, wrapping_end

ANYWHERE = flags(
    """
    tbh | ngl | lol | lmao | omg | asap | imo | imho | btw | idk | fr | fr fr | xd | haha | bruh | tho | thx a lot | k thanks
    please | pretty please | if you please | thanks | thank you | thank you so much | thank you very much
    many thanks
    thanks a lot | thanks so much | thanks a million | thanks in advance | thank you in advance | cheers | kindly
    if you dont mind
    if you do not mind | if you wouldnt mind | if you would not mind | if you would | if you can | if you could
    if possible
    if thats possible | if that is possible | if thats ok | if that is ok | if thats okay
    if its not too much trouble
    if it is not too much trouble | if it isnt too much trouble | if that isnt too much trouble
    if thats not too much trouble
    if that is not too much trouble | if its no trouble | if its not a problem | if its no problem | if thats alright
    if at all possible | if it is possible | if its possible | when you get a chance | when you have a moment
    when you get a moment | whenever you are ready | for me | for me please | just for me | for us | for us all
    echotune
    actually | basically | honestly | maybe | perhaps | possibly | preferably | ideally | hopefully | mate | buddy
    dude
    my friend | bro | if anything | that was very kind of you | thats very kind of you | that is very kind of you
    that is very kind | very kind of you | much appreciated | greatly appreciated | have a nice day | have a great day
    """
)
OPENING = flags(
    """
    i would be very grateful for | id be very grateful for | i would be really grateful for
    i would be most grateful for | id be so grateful for | id be grateful for
    i would be really grateful if you could | i would be most grateful if you could | id be so grateful if you could
    ugh | yuck | eww | argh | phew | aww | wow | whoa | haha | lol | gosh | hmm well | well then | right then
    so then | anyway | anyways | by the way | you know what | oh well | oh no | oh yes | oh yeah
    could you | could you please | could you possibly | could you perhaps | could you maybe | could you kindly
    can you
    can you please | can you maybe | can you just | would you | would you please | will you | will you please | can u
    would you mind | do you mind | would you be so kind as to | would you be so kind and
    would you please be so kind as to
    would you please be so kind and | be so kind as to | be so kind and | would you kindly
    would you be so good as to
    could you please be so nice as to | could you be so nice as to | could you please be so kind as to
    could you be so kind as to
    would you be able to | are you able to please | is it possible to | is it possible for you to
    would it be possible to
    would it be possible for you to | i was wondering if you could | i was wondering if you might
    i was wondering if you would
    i was wondering whether you could | i was wondering if you can | i was wondering if i could get
    i was wondering if i could have | i was wondering if i could hear | i wonder if you could | i wonder if you might
    i was hoping you could | i was hoping you might | i was hoping for | i was hoping to hear | i hope you can
    do you think you could | do you think you can | do you think you might | do you suppose you could | could i
    could i please
    could i have | could i please have | could i get | can i have | can i get | can i | can i please
    can i please have
    may i have | may i | might i have | can we | could we | can we have | shall we | lets | let us
    could we have
    i would like you to | id like you to | i want you to | i need you to | i would like to | id like to | i want to
    i wanna
    i need to | i would love to | id love to | id love it if you could | id love for you to
    i would love for you to | i would like
    id like | id love | i would love | i want | i need | i fancy | i feel like | im in the mood for
    i am in the mood for
    in the mood for | im feeling like | i would appreciate | id appreciate | id really appreciate
    i would really appreciate
    i would really like | id really like | id really like to hear | i really want | i really need
    i would be grateful for
    i would be grateful if you could | id be grateful if you could | id be very grateful if you could
    i would be very grateful if you could | i would be so grateful for | id really appreciate it if you could
    i would really appreciate it if you could | i would appreciate it if you could | id appreciate it if you could
    it would be lovely if you could | it would be nice if you could | it would be great if you could
    it would be wonderful if you could | it would be awesome if you could | it would be really nice if you could
    it would be cool if you could | it would be good to hear | it would be nice to hear | it would be lovely to hear
    it would be great to hear | it would be nice to have | it would be lovely to have | hi | hi there | hello
    hello there | hey
    hey there | hey you | good morning | good afternoon | good evening | good day | greetings | howdy | hiya
    dear echotune
    hey echotune | hi echotune | hello echotune | ok echotune | ok | okay | ok so | okay so | alright | oh | ah | um
    uh | hmm
    erm | yes | yeah | yep | yup | yes please | no thanks | no thank you | sorry | sorry but | excuse me | pardon me
    to be honest
    to be honest with you | to be fair | i mean | i guess | i suppose | i think | i believe | i reckon | i am afraid
    im afraid
    you are very kind | youre very kind | youre the best | you are the best | how are you | how are you today
    how are you doing
    i hope you are well | hope you are well | hope youre well | i hope youre well | nice to meet you | whats up
    bye | goodbye
    see you | see you later | good night | youre welcome | no problem | no worries | never mind | nevermind
    welcome back
    forget it
    """
)
"""Only where a clause begins: `could you` wraps a wish, `what could you do` does not."""

APPROVAL = flags(
    """
        great list | nice list | good list | lovely list | great songs | nice songs | good songs | great mix | nice mix
        great selection | nice selection | good selection | great picks | nice picks | good picks | thats perfect
        thats nice | that is nice | that was nice | thats great | thats good | thats lovely | that is lovely
        thats fine | that is great | that is good | not bad | nice | nice one | good one | great | perfect | cool
        awesome
        lovely | sweet | brilliant | wonderful | super | excellent | amazing | good | fine | well | right | so | now
        no | nope | nah | these are great | these are good | this is great | this is good | these are nice
        this is nice | quick | quickly | good stuff | good choice | i like it | i like these | i like this | love it | not quite
        almost | close | hm | hmm | listen | look | man
        """
)
"""Only at the beginning, and only when a comma, a stop or "but" follows."""


_CONJUNCTIONS = frozenset({"and", "but", "so", "then", "or"})


def mark_politeness(sentence: Sentence) -> None:
    """Take polite and introducing phrases as glue, so that the bare wish is left."""
    index = 0
    while index < len(sentence):
        end = _polite_end(sentence, index)
        if end > index:
            sentence.take(index, end, "glue")
        index = max(end, index + 1)


def _polite_end(sentence: Sentence, index: int) -> int:
    opening = _opens_clause(sentence, index)
    if opening and (end := _approval_end(sentence, index)) > index:
        return end
    if sentence.word(index) == "for" and sentence.word(index - 1) in {"not", "isnt", "thing", "one"}:
        return index  # `not for me` is a verdict
    if sentence.words[index : index + 2] == ["i", "feel"] and FEELINGS.at(sentence, index + 2):
        return index  # `I feel like crying`
    end = max(_ends(sentence, index, opening), default=index)
    return index if _is_name(sentence, index, end) else end


def _ends(sentence: Sentence, index: int, opening: bool) -> Iterator[int]:
    """Where each reading of the words at `index` as politeness ends."""
    for table in (ANYWHERE, *((OPENING,) if opening else ())):
        found = table.at(sentence, index)
        if found:
            yield found[1]
    yield wrapping_end(sentence, index, opens=opening) or index
    yield service_end(sentence, index) or index
    if opening:
        yield opening_end(sentence, index) or index


def _opens_clause(sentence: Sentence, index: int) -> bool:
    if index == 0 or sentence.tokens[index].comma or sentence.tokens[index - 1].role == "glue":
        return True
    return sentence.word(index - 1) in _CONJUNCTIONS


def _is_name(sentence: Sentence, start: int, end: int) -> bool:
    """`Yes`, `Hello`, `Sorry` with a capital inside a sentence, or in quotes, may be names."""
    first = sentence.tokens[start]
    return first.quote is not None or (
        end - start == 1 and first.capital and not first.comma and not _opens_clause(sentence, start)
    )


def _approval_end(sentence: Sentence, index: int) -> int:
    """An approving or denying opening counts only before a comma, a stop or "but", which it takes with it."""
    found = APPROVAL.at(sentence, index)
    if not found or found[1] >= len(sentence) or (index and sentence.tokens[index - 1].role != "glue"):
        return index
    after = found[1]
    if sentence.word(after) == "but":
        return after + 1
    return after if sentence.tokens[after].comma or sentence.word(after) == "please" else index
