"""Genres, written as the product writes them; one line a family.

To add a genre: put it in a line below, separated by ` | `. Its hyphen and accents may be left out by the listener,
and an `s` may be added. To accept another spelling, add it to `GENRE_SPELLINGS`.
"""

from __future__ import annotations

GENRES = """
pop | indie pop | dream pop | synthpop | synth-pop | electropop | art pop | chamber pop | baroque pop | power pop
bedroom pop | hyperpop | k-pop | j-pop | c-pop | cantopop | mandopop | latin pop | europop | britpop | teen pop
dance pop
city pop | noise pop | jangle pop | sophisti-pop | bubblegum pop | country pop | folk pop | pop folk | jazz pop
psychedelic pop | french pop
swedish pop | swedish indie | indietronica | twee pop | sunshine pop | yacht rock | schlager | chanson | eurodance
italo disco | turkish pop | arab pop | afropop | pop rap | pop punk | pop rock | pop soul | electro pop
alternative pop | alt pop | orchestral pop | tropical pop | ambient pop | space pop | post-teen pop | uk pop
viral pop | new wave pop | permanent wave
rock | indie rock | classic rock | hard rock | soft rock | alternative rock | alt rock | progressive rock
prog rock | prog | psychedelic rock | psych rock
garage rock | glam rock | punk rock | folk rock | blues rock | art rock | math rock | post-rock | space rock
surf rock | southern rock | stoner rock
arena rock | album rock | mellow gold | krautrock | kraut rock | noise rock | gothic rock | goth rock | country rock
rap rock | jazz rock | roots rock | heartland rock | rockabilly | psychobilly
rock and roll | shoegaze | grunge | post-grunge | slowcore | sadcore | emo | midwest emo | screamo | post-hardcore
hardcore | hardcore punk | slacker rock | dad rock | funk rock | desert rock | acid rock | symphonic rock
celtic rock | latin rock | dance rock | electronic rock | modern rock | comedy rock | christian rock | brit rock
madchester | college rock | jam band | oldies | doo-wop | merseybeat | british invasion
punk | post-punk | pop-punk | folk punk | ska punk | skate punk | art punk | cowpunk | riot grrrl | oi
anarcho-punk | new wave | no wave | cold wave | coldwave | dark wave | darkwave | synthwave | vaporwave | chillwave
retrowave | minimal wave | industrial | ebm | goth
metal | heavy metal | thrash metal | death metal | black metal | doom metal | power metal | progressive metal
prog metal | nu metal | metalcore | deathcore | grindcore | sludge metal | folk metal | symphonic metal
gothic metal | glam metal | hair metal | speed metal | stoner metal | alternative metal | industrial metal
groove metal | melodic death metal | technical death metal | post-metal | viking metal | rap metal | djent
drone metal | mathcore | blackgaze | alt metal | melodic metal
hip hop | rap | trap | drill | uk drill | grime | boom bap | gangsta rap | conscious hip hop | alternative hip hop
underground hip hop | old school hip hop | southern hip hop | west coast hip hop | west coast rap
east coast hip hop | east coast rap | jazz rap | jazz hip hop | lofi hip hop | lo-fi hip hop | lo-fi | lofi
lofi beats | trip hop | cloud rap | emo rap | mumble rap | crunk | dirty south rap | southern rap | hyphy | g funk
phonk | latin hip hop | french rap | french hip hop | german hip hop | german rap | uk hip hop | swedish hip hop
memphis rap | horrorcore | abstract hip hop | chillhop | turntablism | hardcore hip hop | hardcore rap
experimental hip hop | plugg | miami bass | bounce | detroit hip hop | atl hip hop | old school rap | trap latino
trap soul | political hip hop
r&b | alternative r&b | contemporary r&b | neo soul | soul | northern soul | southern soul | psychedelic soul
philly soul | blue-eyed soul | motown | quiet storm | new jack swing | funk | p funk | g-funk | disco | nu disco
boogie | go-go | gospel | deep soul | funk soul | jazz funk | rhythm and blues | urban contemporary | soul jazz
soul blues | classic soul | memphis soul | chicago soul | nu soul | deep funk | afrofunk | indie r&b | pop r&b
contemporary gospel | worship | spirituals
electronic | electronica | electro | electronic dance music | edm | house | deep house | tech house
progressive house | acid house | tropical house | afro house | french house | chicago house | future house
big room | electro house | minimal house | lo-fi house | lofi house | melodic house | organic house | funky house
slap house | bass house | hard house | vocal house | soulful house | latin house | disco house | amapiano | gqom
kuduro
techno | minimal techno | detroit techno | acid techno | dub techno | hard techno | melodic techno
industrial techno | minimal | trance | goa trance | psytrance | progressive trance | uplifting trance | vocal trance
drum and bass | liquid drum and bass | liquid funk | jungle | breakbeat | breakcore | big beat | dubstep | brostep
future garage | uk garage | garage | 2-step | bassline | future bass | trap edm | hardstyle | gabber
happy hardcore | hardcore techno | idm | glitch | glitch hop | downtempo | chillout | chill out | chillstep | lounge
acid jazz | nu jazz | electro swing | electroclash | witch house | footwork | juke | moombahton | tropical bass
bass music | rave | hi-nrg | balearic | microhouse | wonky | leftfield | hard dance | dance | electroacoustic
intelligent dance music | space music | 8-bit | chiptune | video game music | synth | complextro | filter house
uk bass | ghetto house | jersey club | baile funk | funk carioca
ambient | dark ambient | drone | new age | field recordings | healing | nature sounds | white noise | brown noise
space ambient | ambient techno | neoclassical | neo-classical | modern classical | contemporary classical
minimalism | minimalist | post-minimalism | soundscape | ambient house
classical | baroque | impressionism | opera | choral | chamber music | symphony | string quartet | piano sonata
early music | medieval | renaissance | gregorian chant | avant-garde | avant garde | orchestral | concerto
operetta | requiem | waltz | lieder
jazz | bebop | hard bop | cool jazz | free jazz | vocal jazz | smooth jazz | swing | big band | gypsy jazz
latin jazz | jazz fusion | fusion | modal jazz | spiritual jazz | dixieland | ragtime | ethio jazz | ethio-jazz
avant-garde jazz | nordic jazz | contemporary jazz | jazz trio | post-bop | stride | jazz blues | crooner
torch song | british jazz | afro jazz | dark jazz
blues | delta blues | chicago blues | electric blues | country blues | acoustic blues | modern blues | texas blues
jump blues | louisiana blues | desert blues | hill country blues
folk | indie folk | contemporary folk | freak folk | psych folk | psychedelic folk | chamber folk | anti-folk
folktronica | neofolk | neo-folk | celtic | irish folk | american folk | british folk | english folk | nordic folk
scandinavian folk | swedish folk | stomp and holler | singer-songwriter | singer songwriter | americana | country
alt-country | alt country | alternative country | outlaw country | classic country | bluegrass
progressive bluegrass | honky tonk | western swing | cowboy western | nashville sound | bro-country | texas country
red dirt | old-time | appalachian folk | traditional folk | sea shanty | protest song | acoustic | acoustic folk
dark folk | modern country | country soul | roots | roots music | cajun | zydeco | klezmer | polka | tango
flamenco | fado | balkan | balkan brass | greek folk | rebetiko | turkish folk | traditional music
reggae | roots reggae | dub | dancehall | ska | rocksteady | lovers rock | reggaeton | ragga | two tone | 2 tone
reggae fusion | dub reggae | soca | calypso | zouk | kompa | mento | dembow
latin | salsa | bachata | merengue | cumbia | samba | bossa nova | mpb | tropicalia | tropicália | forro | pagode
sertanejo | bolero | mambo | cha cha cha | rumba | son cubano | latin rock | mariachi | ranchera | norteno | corrido
corridos tumbados | banda | vallenato | latin trap | latin alternative | rock en espanol | nueva cancion
regional mexican | tejano | urbano latino | trova | boogaloo | afro-cuban | afro-cuban jazz | brazilian jazz
andean | choro | funk brasileiro
world | world music | afrobeat | afrobeats | highlife | afro-funk | afro soul | soukous | juju | mbalax | tuareg
ethiopian | rai | bhangra | bollywood | hindustani classical | carnatic | qawwali | ghazal | indian classical | sufi
filmi | desi pop | gamelan | throat singing | enka | j-rock | j-rap | k-rap | k-indie | k-r&b | visual kei | anime
anisong | mongolian folk | hawaiian | polynesian | arabic | persian traditional | gnawa | chaabi | dangdut | opm
v-pop | t-pop | mor lam
soundtrack | film score | score | movie soundtrack | video game soundtrack | musical | musicals | show tunes
broadway | cabaret | vaudeville | disney | christmas | christmas music | holiday | children's music | kids music
lullaby | nursery rhymes | spoken word | comedy | easy listening | elevator music | exotica | library music | march
brass band | marching band | a cappella | acapella | barbershop | yodeling | gregorian | christian | ccm | hymns
praise
experimental | noise | alternative | indie | lo-fi indie | lo-fi rock | lo-fi pop | math pop | hauntology
plunderphonics | musique concrete | sound collage | art music | ballad | power ballad | rock ballad | psychedelic
psychedelia | surf | garage punk | noise music | epic music | escape room | stomp | hypnagogic pop
deconstructed club | club | slowed | nightcore | mashup | beatboxing | beats | alt z | indie soul | indie jazz
indie electronic | indie dance | alternative dance | indie punk | uk indie | indie surf | new rave | dance-punk
dance punk | art rap | post-britpop
"""

GENRE_SPELLINGS: dict[str, str] = {
    "hiphop": "hip hop", "hip hops": "hip hop", "triphop": "trip hop", "rnb": "r&b", "r n b": "r&b", "r and bs": "r&b",
    "dnb": "drum and bass", "d and b": "drum and bass", "drum n bass": "drum and bass", "drumnbass": "drum and bass",
    "rock n roll": "rock and roll", "rocknroll": "rock and roll", "rock roll": "rock and roll", "kpop": "k-pop",
    "jpop": "j-pop",
    "doowop": "doo-wop", "postpunk": "post-punk", "postrock": "post-rock", "neosoul": "neo soul",
    "bossanova": "bossa nova", "bossa": "bossa nova",
    "alt rock music": "alt rock", "electronic music": "electronic", "house music": "house", "dance tunes": "dance",
    "raggaeton": "reggaeton",
    "chip tune": "chiptune", "eightbit": "8-bit", "psy trance": "psytrance",
    "singer songwriters": "singer-songwriter", "uk rap": "uk hip hop",
    "ballads": "ballad", "power ballads": "power ballad", "rock ballads": "rock ballad", "symphonies": "symphony",
    "operas": "opera",
    "waltzes": "waltz", "string quartets": "string quartet", "concertos": "concerto", "sonatas": "piano sonata",
    "soundtracks": "soundtrack",
    "film scores": "film score", "movie soundtracks": "soundtrack", "film soundtracks": "soundtrack",
    "film music": "film score",
    "movie scores": "film score", "showtunes": "show tunes", "nineties grunge": "grunge", "synth wave": "synthwave",
    "shoe gaze": "shoegaze",
    "chill hop": "chillhop", "lofi hiphop": "lofi hip hop", "lo fi hiphop": "lo-fi hip hop", "altrock": "alt rock",
    "alternative music": "alternative",
    "trash metal": "thrash metal", "regaeton": "reggaeton", "raggae": "reggae", "techno music": "techno",
    "beat music": "beats",
    "classical music": "classical", "folk music": "folk", "country music": "country", "soul music": "soul",
    "rock music": "rock",
    "pop music": "pop", "jazz music": "jazz", "latin music": "latin", "indie music": "indie", "rap music": "rap",
}  # fmt: skip

NEED_SUPPORT = frozenset(
    [
        "beats",
        "bounce",
        "club",
        "comedy",
        "dance",
        "disney",
        "drone",
        "fusion",
        "garage",
        "healing",
        "holiday",
        "house",
        "jungle",
        "march",
        "minimal",
        "musical",
        "noise",
        "praise",
        "rave",
        "roots",
        "score",
        "slowed",
        "stomp",
        "stride",
        "surf",
        "swing",
        "synth",
        "trap",
        "world",
        "worship",
        "lounge",
        "drill",
        "oi",
        "spirituals",
    ]
)
"""Genres that are also common words: read as genres only beside a music noun, another genre or a word like "some"."""
