"""Moods: plain adjectives, kept as said; and other words for them.

To add a mood adjective: put it in `MOODS`. A word or phrase that means one of them goes in `MOOD_PHRASES` (understood
anywhere) or, if it only means a mood after "I feel" or "I am", in `FEELINGS`.
"""

from __future__ import annotations

MOODS = """
upbeat | happy | sad | calm | chill | energetic | dark | dreamy | romantic | nostalgic | angry | melancholic
melancholy
mellow | soft | gentle | quiet | loud | heavy | intense | aggressive | peaceful | serene | tranquil | soothing
calming | relaxed
joyful | joyous | cheerful | cheery | playful | fun | funky | groovy | sexy | sensual | sultry | seductive | steamy
passionate
uplifting | inspiring | inspirational | motivational | motivating | empowering | triumphant | hopeful | optimistic
positive
confident | carefree | laid-back | laid back | easygoing | easy-going | feel-good | feel good | lively | vibrant
bouncy | peppy | perky
bright | warm | cozy | cosy | tender | intimate | bittersweet | wistful | sentimental | emotional | touching
lonely | lonesome | gloomy | moody | brooding | sombre | somber | solemn | bleak | depressing | mournful
heartbreaking | heartbroken
haunting | eerie | spooky | creepy | mysterious | tense | anxious | restless | stressed | ethereal | atmospheric
cinematic
epic | dramatic | majestic | powerful | hypnotic | trippy | spacey | spiritual | sleepy | tired | lazy | hazy
smooth | silky
soulful | jazzy | bluesy | folky | poppy | catchy | festive | summery | wintry | autumnal | tropical | beachy
breezy | light-hearted
lighthearted | light | airy | floaty | lush | gritty | raw | edgy | fierce | furious | rebellious | rowdy | wild
weird | quirky | silly | goofy
euphoric | blissful | ecstatic | exciting | excited | hyped | hype | danceable | reflective | contemplative
introspective | pensive
thoughtful | meditative | zen | stormy | rainy | sunny | snowy | cloudy | foggy | misty | windy | frosty
content | grateful | grumpy | bored | frustrated | jealous | nervous | worried | fiery | flirty | whimsical
enchanting
magical | heavenly | angelic | sinister | ominous | menacing | apocalyptic | desperate | vulnerable | fragile
delicate
bubbly | zesty | crisp | swinging | rousing | stirring | anthemic | bombastic | cathartic | hard-hitting
high-spirited
chilled | chilled-out | chilled out | drowsy | comforting | reassuring | healing
"""

MOOD_PHRASES: dict[str, str] = {
    "up beat": "upbeat", "energetic vibes": "energetic", "energised": "energetic", "energized": "energetic",
    "energizing": "energetic",
    "energising": "energetic", "melancholia": "melancholic", "happiness": "happy", "sadness": "sad",
    "nostalgia": "nostalgic",
    "romance": "romantic", "chill out": "chill", "chillin": "chill", "chilling": "chill", "sorrowful": "sad",
    "rain": "rainy", "raining": "rainy", "its raining": "rainy",
    "when it rains": "rainy", "sunshine": "sunny", "thunderstorm": "stormy", "storm": "stormy", "snowing": "snowy",
    "anger": "angry", "cheer me up": "happy", "make me happy": "happy", "lift my mood": "happy",
    "lift my spirits": "happy",
    "calm me down": "calm", "pump me up": "energetic", "get me pumped": "energetic", "pumped up": "energetic",
    "make me smile": "happy", "put a smile on my face": "happy", "make me cry": "sad", "tearjerkers": "sad",
    "good mood": "happy", "happy mood": "happy",
    "bad mood": "sad", "low spirits": "sad", "high spirits": "happy", "good vibes": "happy",
    "positive vibes": "positive",
    "full of energy": "energetic", "lots of energy": "energetic", "dreamlike": "dreamy",
    "in the rain": "rainy", "rainfall": "rainy", "rainstorm": "rainy", "pouring rain": "rainy", "pouring outside": "rainy",
    "its pouring": "rainy", "it is pouring": "rainy", "pouring down": "rainy", "drizzle": "rainy", "drizzling": "rainy",
    "drizzly": "rainy", "in the snow": "snowy", "its snowing": "snowy", "snowfall": "snowy", "when it snows": "snowy",
    "snowed in": "snowy", "snow outside": "snowy", "blizzard": "snowy", "in the sun": "sunny", "in the sunshine": "sunny",
    "the sun is out": "sunny", "the sun is shining": "sunny", "sun is shining": "sunny", "when the sun shines": "sunny",
    "thunder": "stormy", "thunder and lightning": "stormy", "thunderstorms": "stormy", "in the fog": "foggy",
    "its foggy": "foggy", "its stormy": "stormy", "overcast": "cloudy", "grey skies": "cloudy", "cloudy skies": "cloudy",
    "raise my spirits": "happy", "brighten my day": "happy", "cheer us up": "happy", "make us smile": "happy",
    "get me going": "energetic", "hype me up": "energetic", "fire me up": "energetic", "get me hyped": "energetic",
    "get me pumped up": "energetic", "psych me up": "energetic", "boost my energy": "energetic", "energise me": "energetic",
    "energize me": "energetic", "wake me up": "energetic", "calm my nerves": "calm", "soothe my nerves": "calm",
    "settle my nerves": "calm", "help me calm down": "calm", "to calm down": "calm", "chill me out": "chill",
    "take me back": "nostalgic", "down memory lane": "nostalgic", "memory lane": "nostalgic", "bring me back": "nostalgic",
    "set the mood for romance": "romantic", "a good cry": "sad", "have a good cry": "sad", "to cry to": "sad",
    "to cry": "sad", "cry": "sad", "weep": "sad", "make you cry": "sad", "sob": "sad", "crying my eyes out": "sad", "tearjerker": "sad", "weepy": "sad", "bad vibes": "dark",
    "chill vibes": "chill", "happy vibes": "happy", "sad vibes": "sad", "party mood": "upbeat", "unwinding mood": "calm",
}  # fmt: skip

FEELINGS: dict[str, str] = {
    "down": "sad", "blue": "sad", "low": "sad", "bad": "sad", "awful": "sad", "terrible": "sad", "horrible": "sad",
    "miserable": "sad",
    "rotten": "sad", "unhappy": "sad", "depressed": "sad", "heart broken": "sad", "heart is broken": "sad",
    "broken hearted": "sad",
    "down in the dumps": "sad", "in the dumps": "sad", "under the weather": "sad", "upset": "sad", "empty": "sad",
    "crying": "sad",
    "like crying": "sad", "like shit": "sad", "like crap": "sad", "hopeless": "sad", "crushed": "sad",
    "devastated": "sad", "not okay": "sad", "not great": "sad", "not good": "sad", "not so good": "sad",
    "got the blues": "sad", "have the blues": "sad", "grieving": "sad", "hurt": "sad", "teary": "sad", "tearful": "sad",
    "pumped": "energetic", "pumped up": "energetic", "fired up": "energetic", "psyched": "energetic",
    "hyped up": "energetic", "amped": "energetic",
    "amped up": "energetic", "wired": "energetic", "hyper": "energetic", "alive": "energetic",
    "unstoppable": "energetic",
    "ready to go": "energetic", "buzzing": "energetic", "stoked": "energetic", "full of beans": "energetic",
    "great": "happy", "good": "happy", "wonderful": "happy", "fantastic": "happy", "amazing": "happy",
    "awesome": "happy",
    "glad": "happy", "delighted": "happy", "thrilled": "happy", "elated": "happy", "overjoyed": "happy",
    "over the moon": "happy", "brilliant": "happy",
    "on top of the world": "happy", "on cloud nine": "happy", "cheered up": "happy", "pleased": "happy",
    "excellent": "happy", "in heaven": "happy",
    "mad": "angry", "pissed off": "angry", "pissed": "angry", "annoyed": "angry", "irritated": "angry",
    "livid": "angry",
    "fuming": "angry", "furious": "angry", "fed up": "angry", "raging": "angry", "so done": "angry",
    "cross": "angry", "outraged": "angry",
    "in love": "romantic", "loved up": "romantic", "lovestruck": "romantic", "smitten": "romantic",
    "loving": "romantic",
    "homesick": "nostalgic", "like the old days": "nostalgic", "reminiscing": "nostalgic",
    "at peace": "peaceful", "at ease": "relaxed", "chilled": "chill", "stress free": "relaxed",
    "exhausted": "tired", "worn out": "tired", "knackered": "tired", "drained": "tired", "wiped out": "tired",
    "beat": "tired", "burnt out": "tired", "burned out": "tired", "shattered": "tired",
    "alone": "lonely", "isolated": "lonely", "stressed out": "stressed", "overwhelmed": "stressed",
    "bad day": "sad", "rough day": "sad", "terrible day": "sad", "awful day": "sad", "horrible day": "sad", "tough day": "sad",
    "hard day": "sad", "shitty day": "sad", "crappy day": "sad", "rough week": "sad", "tough week": "sad", "bad week": "sad",
    "long day": "tired", "long week": "tired", "tiring day": "tired", "exhausting day": "tired", "stressful day": "stressed",
    "stressful week": "stressed", "great day": "happy", "good day": "happy", "wonderful day": "happy", "amazing day": "happy",
    "fantastic day": "happy", "best day": "happy", "best day ever": "happy", "lovely day": "happy", "the best day": "happy",
    "on edge": "anxious", "kinda low": "sad", "a mess": "sad", "in pieces": "sad", "heavy hearted": "sad", "gutted": "sad",
    "rough": "sad", "rubbish": "sad", "crappy": "sad", "shitty": "sad", "lousy": "sad", "crummy": "sad", "glum": "sad",
    "sorrowful": "sad", "in tears": "sad", "close to tears": "sad", "so low": "sad", "like a failure": "sad",
    "bummed": "sad", "bummed out": "sad", "dumped": "sad", "lost": "sad", "disappointed": "sad", "numb": "sad",
    "not myself": "sad", "out of sorts": "sad", "not feeling great": "sad", "not happy": "sad", "dejected": "sad",
    "a bit off": "sad", "heartsick": "sad", "feeling the blues": "sad", "weepy": "sad", "despondent": "sad",
    "ready for anything": "energetic", "raring to go": "energetic", "on fire": "energetic", "full of life": "energetic",
    "super charged": "energetic", "supercharged": "energetic", "jacked": "energetic", "bursting with energy": "energetic",
    "full of beans today": "energetic", "like i could run through a wall": "energetic", "invincible": "energetic",
    "like a million bucks": "happy", "like a million dollars": "happy", "on a high": "happy", "in a good place": "happy",
    "walking on air": "happy", "walking on sunshine": "happy", "tickled pink": "happy", "chuffed": "happy",
    "like smiling": "happy", "in great spirits": "happy", "in good spirits": "happy", "as happy as can be": "happy",
    "terrific": "happy", "marvellous": "happy", "ace": "happy", "better": "happy", "jubilant": "happy",
    "seeing red": "angry", "boiling": "angry", "ticked off": "angry", "enraged": "angry", "infuriated": "angry",
    "ready to explode": "angry", "about to explode": "angry", "like screaming": "angry", "like punching something": "angry",
    "like breaking something": "angry", "head over heels": "romantic", "crushing on someone": "romantic",
    "in a romantic mood": "romantic", "like old times": "nostalgic", "missing home": "nostalgic",
    "missing the old days": "nostalgic", "missing the good old days": "nostalgic", "sentimental for": "nostalgic",
    "at one with the world": "peaceful", "zenned out": "zen", "mellowed out": "mellow", "laid back": "laid-back",
    "wasted": "tired", "half asleep": "tired", "dead tired": "tired", "dead on my feet": "tired", "pooped": "tired",
    "fatigued": "tired", "weary": "tired", "ready for bed": "tired", "like going to bed": "tired", "run down": "tired",
    "spent": "tired", "all alone": "lonely", "like nobody cares": "lonely", "left out": "lonely", "abandoned": "lonely",
    "under pressure": "stressed", "swamped": "stressed", "burdened": "stressed", "frazzled": "stressed",
    "overworked": "stressed", "at my wits end": "stressed", "freaking out": "anxious", "panicky": "anxious",
    "uneasy": "anxious", "jittery": "anxious", "scared": "anxious", "butterflies in my stomach": "nervous",
}  # fmt: skip
"""Only after "I feel", "I'm", "feeling": there these everyday words name a mood."""
