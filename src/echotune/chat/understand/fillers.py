"""Words that carry a request without being part of it, and the nouns of music."""

from __future__ import annotations

from echotune.chat.understand.phrases import flags
from echotune.chat.understand.wordset import wordset

OPENERS = flags(
    """
    give me | give us | gimme | give | get me | get us | show me | show us | send me | bring me | hit me with
    hit me up with | set me up with | hook me up with | treat me to | let me hear | let me have | let me listen to
    let us hear | let us have
    want to hear | want to listen to | i want to hear | i want to listen to | want | listen to | listening to
    to hear | to listen to | to listen | hear | hear some | listen
    what should i listen to | what should i play | what can i listen to | what shall i listen to
    what could i listen to | what do you recommend | what would you recommend | what do you suggest
    what would you suggest | which songs should i listen to | what music should i listen to
    what songs should i listen to | tell me what to listen to | what is good | whats good
    recommend | recommend me | recommend to me | suggest | suggest me | suggest to me | pick | pick me | pick out
    choose | find me | find us | find | dig up | dig out | line up | put together | compile | serve up | throw me
    throw on | chuck on | stick on | pop on | put on | put me on | fire up | cue up | spin | spin me | play
    play me | play us | play for me | start playing | start | blast | bang on
    surprise me with | surprise me | select | prepare | assemble | whip up | mix me | fetch me | fetch | pull up
    bust out | drop some | make me | make us | come up with | think of | im looking for | i am looking for
    looking for | im searching for | im after | i am after | im in need of | in need of | im craving | craving
    i could use | i could do with | how about | what about | do you have | have you got | have you any | got any
    any chance of | any chance you could | is there any chance of | is there any chance you could | any ideas for
    any suggestions for | any recommendations for | any recommendations | any suggestions | anything good | is there
    are there | what is there | show | load | load up | queue up something | go for | go with | lets go with
    lets have | lets hear | lets do | lets try | try | i feel like listening to | feel like listening to
    in the mood to listen to | in the mood to hear | bring on | give it to me | open | turn on | switch on
    """
)

FILLERS = wordset(
    """
    same yes yeah yep yup nope nah ok okay hello hi hey bye please thanks thank sorry
    a an the this that these those my our your some any all of for with in on at to from as is are was were
    be been being am it its im ive id i me mine we us you he she they them their there here do does did dont have
    has had will would could should can may might must shall and or but so also too then than just only
    really very quite rather pretty fairly super extremely totally absolutely little bit lot lots much many
    more most less something anything everything stuff things thing one ones kind kinds sort sorts type
    types style styled vibe vibes feel feeling feels sound sounds sounding sounded mood moods good nice
    great best better fine decent proper solid suitable appropriate fitting right around about roughly
    approximately nearly almost worth long length total lasting while when during doing going go goes having
    making getting through into over under out up down off by whilst which who what where how if because
    since until till not no nothing now again another other others else instead well together mostly mainly
    today tomorrow background full few couple bunch handful whole entire different time times moment day
    days week weekend season way ready myself yourself person people friends friend family guests kids
    everyone everybody someone somebody home house room fit fits match matches suit suits along help helps
    keep keeps stay staying ended end ending wind set setting put give get want need like liked likes love
    loved loves play hear listen add recommend suggest include including featuring feature containing made
    composed perform performed sung sing sings released recorded come comes came era year years decade
    decades age s t ll re ve d m x maybe perhaps please completely forever forgotten ever never yet lately
    recently ages ago back always probably definitely certainly surely somehow basically monday tuesday
    wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays weekends weekday weekdays tell show ask know think let make makes create build new old first
    last next current currently playing played listening listened plays top greatest finest kinda sorta gotta lemme
    dunno whatever ya yall er erm hm mm cause cos bits few various assorted several multiple additional actual own wonderful
    lovely awesome cool classic outside inside
    """
)
"""Words that explain nothing and need no explanation: never reported as not understood, never a name without a cue."""

MUSIC_NOUNS = wordset(
    """
    music song songs track tracks tune tunes record records hit hits stuff number numbers piece pieces jam
    jams banger bangers bop bops anthem anthems cut cuts title titles album albums artist artists band bands
    singer singers playlist playlists mix mixtape ones material sounds jamz discography recordings classics
    ep eps lp lps single singles melody melodies theme themes ditty ditties choon choons chant chants compositions
    composition standard standards library collection recommendation recommendations suggestion suggestions selection set genre genres
    """
)
SONG_NOUNS = wordset(
    """
    song songs track tracks tune tunes piece pieces cut cuts title titles hit hits banger bangers bop bops
    anthem anthems jam jams number numbers melody melodies standards choons choon singles single recommendation recommendations suggestion suggestions ballads
    classics favourites recordings
    """
)
GENERIC = MUSIC_NOUNS | wordset(
    """
    something anything everything stuff some any more all things thing one ones it this that these those
    most much lots nothing everyone
    """
)
"""Words that stand for music in general: `something by Air` names no track."""
