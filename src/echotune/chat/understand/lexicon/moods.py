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
    "on edge": "anxious",
}  # fmt: skip
"""Only after "I feel", "I'm", "feeling": there these everyday words name a mood."""
