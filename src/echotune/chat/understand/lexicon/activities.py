"""What one does while listening, and when.

To add a word for an activity: put it in the line of that activity. The activities themselves are a closed list.
"""

from __future__ import annotations

ACTIVITIES: dict[str, str] = {
    "workout": """
        workout | workouts | work out | working out | gym | exercise | exercising | lifting | lifting weights
        weights | weight training | weightlifting
        crossfit | hiit | training session | strength training | leg day | pumping iron | cardio | spin class
        spinning class | push ups | pushups | sweat | sweating | pilates | boxing | kickboxing | rowing machine | elliptical
        exercise bike | stationary bike | peloton | burpees | squats | deadlifts | bench press | kettlebells | sit ups
        hitting the gym | hit the gym | pump iron | get fit | getting fit | bodybuilding | calisthenics | aerobics | zumba
        personal trainer | circuit training | resistance training | working up a sweat | break a sweat | the weights room
        """,
    "running": """
        running | run | runs | jog | jogging | marathon | treadmill | 5k | 10k | sprint | sprinting | on the treadmill
        half marathon | marathon training | couch to 5k | sprints | interval training | parkrun | jogs | trail run
        morning jog | go for a run | going for a run | go for a jog | running shoes
        """,
    "walking": """
        walking | walk | walks | hike | hiking | stroll | strolling | walking the dog | dog walk | wander | walking my dog
        walk the dog | walk my dog | wandering | rambling | trek | trekking | hikes | on foot | strolls | ramble
        walking around | walk around | walking around town | hill walking
        """,
    "focus": """
        focus | focusing | focussing | focused | focussed | concentrate | concentrating | concentration | deep work
        coding | programming | in the zone | deep focus | concentrated | heads down | get in the zone | debugging
        while i write | writing | while i code | code | writing session | get things done | getting things done
        knuckle down | stay focused | staying focused | hyperfocus | flow state
        """,
    "study": """
        study | studying | studies | homework | exam | exams | revision | revising | studying session
        study session | cramming | essay | thesis | learning | doing homework | finals | midterms | cramming for finals
        my homework | exam prep | test prep | swotting | hitting the books | hit the books | revise | dissertation
        studying for an exam | studying for my exams | studying for finals | study for my exam | revising for exams
        writing an essay | writing my essay | writing my thesis | writing my dissertation | study group
        """,
    "work": """
        work | working | office work | office | job | the office | working from home | workday | at work | emails
        work day | answering emails | answer emails | at my desk | at the desk | at the office | in the office | paperwork
        spreadsheets | 9 to 5 | nine to five | work from home | doing my taxes | admin work | home office | on the job
        while i work | while working | doing emails | work shift | day at the office
        """,
    "relaxing": """
        relaxing | relax | relaxation | unwind | unwinding | winding down | wind down | de-stress | destress | rest
        resting | kick back | kicking back | bath | bubble bath | lounging | chilling out | put my feet up | hot bath
        spa | spa day | massage | hammock | in the hammock | on the sofa | on the couch | sunbathing | bath time
        soak in the tub | in the tub | in the bath | take a bath | taking a bath | lazing around | laze around | lazing
        lounging around | decompress | decompressing | chill on the sofa | take it easy | taking it easy | putting my feet up
        de-stressing | destressing | lie down | lying down | bubble baths
        """,
    "meditation": """
        meditation | meditating | meditate | yoga | mindfulness | breathing exercises | breathwork | stretching
        savasana | tai chi | mindfulness session | yoga session | yoga class | yoga practice | doing yoga | do yoga
        sun salutations | breathing exercise | guided meditation | qigong | vinyasa | stretching session
        """,
    "sleep": """
        sleep | sleeping | fall asleep | falling asleep | bedtime | nap | napping | doze off | drift off
        going to bed | go to bed | snooze | naptime | slumber | nodding off | asleep | to bed | before bed | in bed
        get to sleep | getting to sleep | help me sleep | cant sleep | can not sleep | cannot sleep | insomnia
        drifting off | dozing off | nod off | doze | lights out | put me to sleep | send me to sleep | lull me to sleep
        putting the baby to bed | put the baby to bed | putting the kids to bed | put the kids to bed | nap time
        putting the baby to sleep | put the baby to sleep | sleepless night | sleepless nights | power nap | to sleep
        sleep through the night | hit the hay | hitting the hay | turn in for the night | bed time | lullabies
        """,
    "party": """
        party | parties | partying | house party | dance party | birthday party | dancing | dancefloor | dance floor
        pre-drinks | predrinks | pregame | pre-game | pregaming | bbq | barbecue | barbeque | wedding party | at a wedding | at the wedding | the wedding | a wedding | my wedding | our wedding | wedding reception
        housewarming | housewarming party | night out | going out | get together | garden party | pool party | garden party
        new years eve party | bachelorette | bachelor party | hen night | stag night | office party | reception | festivities
        having people over | cocktail party | feel like dancing | dance all night
        dance the night away | get the party started | get this party started | hit the dance floor | boogie | having a party
        clubbing | birthday | celebration | celebrating | to dance to | to dance | make me dance | want to dance | get me dancing | get dancing | dance around
        """,
    "dinner": """
        dinner | dinner party | dinner parties | supper | dinner with friends | having dinner | dining | eating
        dinner date | eat | date night | candlelit dinner | candlelight dinner | dinner for two | dinner table | meal
        at dinner | sunday roast | while we eat | while i eat | have dinner | have my dinner | dinner guests
        """,
    "cooking": """
        cooking | cook | cooks | baking | bake | making dinner | cooking dinner | making breakfast | cook dinner
        preparing dinner | while i cook | in the kitchen | roasting a chicken | roasting | frying | grilling | making lunch
        making pasta | making pancakes | making pizza | make dinner | making breakfast | make breakfast | prepare dinner
        bake bread | baking bread | baking cookies | bake cookies | baking a cake | bake a cake | chopping vegetables
        making food | making a curry | preparing food | preparing a meal | cooking a meal | cook a meal | meal prep | stir fry
        making soup | making dinner for friends | cooking session | cook up a storm | sunday cooking
        """,
    "cleaning": """
        cleaning | cleaning the house | cleaning the kitchen | clean the house | clean up | clean my room
        clean the kitchen | clean my house | clean my flat | clean my apartment | clean the flat
        clean the apartment | cleaning up | house cleaning | tidying | tidying up | tidy up | chores | housework
        dishes
        doing the dishes | laundry | ironing | vacuuming | hoovering | washing up | spring cleaning | while i clean
        mopping | folding laundry | doing laundry | do the dishes | wash the dishes | washing the dishes | washing dishes
        do the laundry | doing the laundry | fold the laundry | folding the laundry | scrubbing | scrub the floor | dusting
        scrub the kitchen | scrubbing the floors | scrubbing the bathroom | sweeping | sweeping the floor | decluttering
        hoover | vacuum | do the ironing | doing the ironing | do the hoovering | doing the hoovering | doing the vacuuming
        do the vacuuming | do the cleaning | doing the cleaning | do the housework | doing housework | clean my place
        clean the bathroom | cleaning the bathroom | cleaning the apartment | cleaning my room | cleaning my apartment
        cleaning the flat | cleaning day | clean the car | doing chores | do chores | do some chores | do my chores
        household chores | tidy my room | tidying my room | washing the windows | washing windows | wash the car | wash up
        clean the windows | mop | mop the floor | mopping the floor | cleaning spree | cleaning session | do the washing up
        doing the washing up | spring clean | deep clean | deep cleaning | cleaning out the garage | clean out
        """,
    "driving": """
        driving | drive | drives | road trip | road trips | roadtrip | car ride | car | long drive | cruising
        behind the wheel | highway | motorway | in the car | drive home | driving home | stuck in traffic | traffic jam
        traffic | on the road | on the highway | on the motorway | freeway | on the freeway | open road | the open road
        cruise | car journey | car trip | long car ride | in my car
        at the wheel | roadtrips | road tripping | sunday drive | in the truck | driving around | drive around | car rides
        """,
    "commute": """
        commute | commuting | commutes | train ride | bus ride | on the train | on the bus | on the way to work
        way to work | subway | metro ride | tube ride | on the tube | to and from work | ride to work | on the subway
        on the metro | the metro | train to work | bus to work | on the bus to work | on the train to work | train journey
        driving to work | drive to work | heading to work | going to work | getting to work | way home from work | on the way home from work | tram
        on my way to work | on the way to the office | on my way to the office | on my commute | train home | bus home
        on the tram | bike to work | biking to work | cycling to work | cycle to work | walk to work | on the ferry
        taking the bus | taking the train | train commute | bus commute | underground | on the underground | bus journey
        """,
    "gaming": """
        gaming | game night | video games | playing video games | video gaming | gamer | gaming session
        playing games | play video games | ranked | ranked games | grinding ranked | playing minecraft | playing fortnite
        boss fight | raid night | lan party | playing xbox | on the xbox | playing playstation | on the playstation
        video game session | video game | playing league | speedrun | speedrunning | raiding | playing zelda | play games
        dungeons and dragons | board games | board game night | d and d night | gaming night | poker night | playing chess
        """,
    "reading": """
        reading | read | reading a book | read a book | reading session | book | novel | a good book | with a book
        curled up with a book | curled up with a novel | curl up with a book | curl up with a novel | reading a novel
        read a novel | reading my book | read my book | page turner | reading nook | reading time | book club
        """,
}  # fmt: skip

TIMES_OF_DAY: dict[str, str] = {
    "morning": """
        morning | mornings | this morning | sunrise | dawn | early morning | breakfast | waking up | wake up | daybreak
        early in the morning | in the morning | at dawn | at sunrise | morning coffee | first thing in the morning
        at breakfast | over breakfast | this am | when i wake up
        """,
    "afternoon": "afternoon | afternoons | this afternoon | midday | noon | lunchtime | at noon | in the afternoon",
    "evening": "evening | evenings | this evening | sunset | dusk | sundown | in the evening | at sunset | nightfall | twilight",
    "night": """
        night | nights | tonight | late night | late at night | midnight | at night | nighttime | tonite
        night time | after dark | in the middle of the night | all night | all night long | wee hours | the small hours
        small hours | late nights | past midnight | this late | in the dead of night
        """,
}

NOT_DURING = (
    "after work | after school | after the office | off work | back from work | work week | after a long day at work"
)
"""Times named by an activity that is over."""

DAY_GLUE = """
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
saturdays sundays weekend weekends weekday weekdays today day days
"""
"""Days are understood, and say nothing that a request could hold."""
