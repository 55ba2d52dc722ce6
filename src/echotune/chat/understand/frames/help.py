"""`what can you do`, `help`."""

from __future__ import annotations

from echotune.chat.understand.patterns import Bare, Pattern, first_match
from echotune.chat.understand.reading import Reading

_PATTERNS = [
    Pattern("^ what are you (good|useful|made|there|here) for $"),
    Pattern("what (are|is) [all] the (things|stuff|tricks|features) [that] (you|i) can (do|ask|say|handle|offer)"),
    Pattern(
        """
        ^ (which|what) (commands|features|options|functions|questions|requests|things) (do|does|can|are|have)
        """
    ),
    Pattern("^ (what are|show me|list|whats) [all] my options $"),
    Pattern(
        """
        ^ [i need|i want|some|need] help [me|me out|me please|please|with this|with that|page|menu|section|needed] $
        """
    ),
    Pattern(
        """
        what [else|all|things|kind of things|kinds of things|sort of things|sorts of things|types of things|
        type of things|stuff] (can you|could you|are you able to|do you|can u|you can|could you possibly|would you)
        (do|help|do for me|offer|understand|handle|know|support|help me with|help with|do with my music|
        know how to do|know about)
        """
    ),
    Pattern(
        """
        what [else|things|kind of things|kinds of things|sort of things|kind of questions|questions|requests|
        sort of requests|kind of requests|commands] (can|could|may|should|do) i (ask|say|do|tell|type|request|use|
        try|write|do here|do with this)
        """
    ),
    Pattern("what you (can|could|are able to|are capable of) [do|understand|offer]"),
    Pattern("what you are (able to do|capable of)"),
    Pattern(
        """
        (what are|whats|what is|tell me|show me|list|explain|describe|tell me about) [all|all of] (your|the|
        available) (commands|features|capabilities|functions|abilities|skills|options|possibilities|
        available commands|instructions)
        """
    ),
    Pattern("(example|examples) of (what|things|requests|questions|commands|prompts|stuff)"),
    Pattern(
        """
        ^ [show me|give me] [some|a few] (examples|example prompts|sample questions|example questions|
        example requests)  $
        """
    ),
    Pattern(
        """
        (things|stuff|questions|requests|commands) (i can|that i can|i could|to) (ask|say|do|try|request|ask you)
        """
    ),
    Pattern(
        """
        how (does|do|can|should|would) (this|it|you|i use|i work with|everything|that|this app|this thing|echotune|
        the app) [app|thing|this|it|you|echotune|the app|all|chat|even|actually] [work|works|function|operate] $
        """
    ),
    Pattern(
        """
        how (does|do) (this|it|you|echotune|this app|this thing|the app|that|everything) [all|actually|even] work
        """
    ),
    Pattern(
        """
        how (do|can|should) i (use|import|upload|start|get started|begin|talk to|ask|connect|export|load|operate|
        work)
        """
    ),
    Pattern(
        """
        ^ [and|so|but] how (do|can|should|would|could) (i|we|you) (make|create|save|delete|rename|add|change|skip|pause|search|
        find|get|tell you|give|block|see|shuffle|queue|control|link|sync|remove|play|set|turn|share) [a|my|the|more|some|
        something|an|this|new|out] [new|my] (playlist|playlists|song|songs|music|queue|volume|device|devices|speaker|data|history|
        account|tracks|feedback|recommendations|suggestions|listening history|stats|library)
        """
    ),
    Pattern(
        """
        (tips|ideas|hints|pointers|guidance|advice) (on|for|about|regarding) (what|things|how|questions|using) [to|i can|i could|
        should i] [ask|say|use|do|try|this|talk]
        """
    ),
    Pattern(
        """
        (what|how) [it is that|exactly] (you|this app|this thing|this) (do|does|work|works|can do) [exactly|here|
        for me] $
        """
    ),
    Pattern("(what|who) are you $"),
    Pattern(
        """
        ^ (instructions|manual|tutorial|guide|commands|user guide|faq|usage|how to|how to use this|how to use|
        getting started|get started|options|menu) $
        """
    ),
    Pattern("(capable of|your capabilities|your features|your commands|your abilities|your skills)"),
    Pattern(
        """
        ^ [can you|could you|will you] help me [out|please|a bit|a little|with this|here|understand this|
        understand you|get started|use this] $
        """
    ),
    Pattern("^ (i am|im) (lost|confused|stuck|new here|new to this) $"),
    Pattern("(explain|tell me|show me) [to me] how (this|it|you|to use|everything|i|echotune) "),
    Pattern(
        """
        what (is this|does this app do|does this do|is echotune|is this app|is this for|does echotune do)  $
        """
    ),
    Pattern(
        """
        what (is this|is echotune|does this app do|does this do|does echotune do|is this app) [app|for|thing|about|
        all about] $
        """
    ),
    Pattern(
        """
        (dont know|do not know|not sure|no idea|unsure|dont understand) (what|how) (to|i can|i should|i could)
        (ask|say|type|write|do|start|begin|use this|use it|use you|ask you|tell you|say here|do here) $
        """
    ),
    Pattern("^ [so|and] what (do|should|can) i (do|type|write|say) [here|now|in here] $"),
    Pattern("what (kind|sort|type|kinds|sorts|types) of (things|requests|questions|commands|stuff) "),
]


def read_help(reading: Reading, bare: Bare) -> bool:
    """A question about the product itself."""
    found = first_match(_PATTERNS, bare)
    if not found:
        return False
    reading.request.intent = "help"
    reading.take(0, len(reading.sentence), "frame")
    return True
