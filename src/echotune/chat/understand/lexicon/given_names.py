"""Common given names: no misspelt words (`james` is not `jams`), and the word after one may be a surname (`ada brook`)."""

from __future__ import annotations

from echotune.chat.understand.wordset import wordset

GIVEN_NAMES = wordset(
    """
    aaron ada adam adele alan albert alex alice alicia amy andre andrew angus anna anne annie antonio aretha arlo
    arthur astrid barbara barry ben benny bessie betty bill billie billy bjorn bob bobby bonnie brad brian bruce
    bruno bryan buddy carl carla carlos carole caroline cat cecilia charles charlie chet chris chuck clara claude
    craig curtis cyndi damien dan daniel dave david dean debbie delia dennis diana dinah dolly don donald donna
    duke dusty earl ed eddie edith ella ellie elliott elton elvis emily emma eric erik erykah etta eva evan fela
    fiona florence francis frank franz fred freddie frederic gary gene george gil gillian glen gloria
    gordon graham gram gregory hank harry helen henry herbie hugh ian ike iris isaac jack jackie jackson jacob
    jake james jamie jan jane janelle janet janis jason jean jeff jennifer jenny jeremy jerry jess jesse jessica
    jessie jim jimi jimmy joan joanna joao joe joel john johnny jon jonathan joni jorge jose joseph josh joshua
    juan judy julia julian julie justin kamasi karen kate katie keith kelly ken kenny kevin kim kurt kyle larry
    lars laura lauren leonard leon leslie lewis liam linda lisa liz lou louis louise lucinda lucy luis luke luther
    lyle maggie marc marcus margaret margo maria marianne marie mark martha martin marvin mary matt matthew max
    michael michelle miguel mike miles mitch molly muddy nancy naomi nat natalie nathan neil nick nicolas nina
    noah norah oliver olivia oscar otis otto patsy patti paul paula peggy pete peter phil philip phoebe rachel
    randy ray rebecca rene richard rick ricky robert robin robyn rod roger ron ronnie rosanne roy rufus russell
    ruth ryan sam samuel sandra sara sarah scott sean serge sharon sheryl shirley simon solange sonny sophie
    stan stephen steve steven stevie stuart sufjan susan suzanne ted terence teresa terry thelonious thomas tim
    tina todd tom tommy toni tony tracy van vera victor vince vincent walter warren wayne wendy wes willie wilson
    woody wynton yusuf zoe
    """
)
