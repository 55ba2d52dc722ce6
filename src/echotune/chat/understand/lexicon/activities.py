"""What one does while listening, and when.

To add a word for an activity: put it in the line of that activity. The activities themselves are a closed list.
"""

from __future__ import annotations

ACTIVITIES: dict[str, str] = {
    "workout": """
        workout | workouts | work out | working out | gym | exercise | exercising | lifting | lifting weights
        weights | weight training | weightlifting
        crossfit | hiit | training session | strength training | leg day | pumping iron | cardio | spin class
        spinning class | push ups | pushups | sweat | sweating
        """,
    "running": """
        running | run | runs | jog | jogging | marathon | treadmill | 5k | 10k | sprint | sprinting
        """,
    "walking": """
        walking | walk | walks | hike | hiking | stroll | strolling | walking the dog | dog walk | wander
        """,
    "focus": """
        focus | focusing | focussing | focused | focussed | concentrate | concentrating | concentration | deep work
        coding | programming | in the zone | deep focus
        """,
    "study": """
        study | studying | studies | homework | exam | exams | revision | revising | studying session
        study session | cramming | essay | thesis | learning | doing homework
        """,
    "work": """
        work | working | office work | office | job | the office | working from home | workday | at work | emails
        """,
    "relaxing": """
        relaxing | relax | relaxation | unwind | unwinding | winding down | wind down | de-stress | destress | rest
        resting | kick back | kicking back | bath | bubble bath | lounging | chilling out | put my feet up
        """,
    "meditation": """
        meditation | meditating | meditate | yoga | mindfulness | breathing exercises | breathwork | stretching
        savasana
        """,
    "sleep": """
        sleep | sleeping | fall asleep | falling asleep | bedtime | nap | napping | doze off | drift off
        going to bed | go to bed | snooze | naptime | slumber | nodding off | asleep
        """,
    "party": """
        party | parties | partying | house party | dance party | birthday party | dancing | dancefloor | dance floor
        pre-drinks | clubbing | birthday | celebration | celebrating | to dance to | to dance | make me dance | want to dance | get me dancing | get dancing | dance around
        """,
    "dinner": """
        dinner | dinner party | dinner parties | supper | dinner with friends | having dinner | dining | eating
        dinner date | eat
        """,
    "cooking": """
        cooking | cook | cooks | baking | bake | making dinner | cooking dinner | making breakfast | cook dinner
        preparing dinner | while i cook | in the kitchen
        """,
    "cleaning": """
        cleaning | cleaning the house | cleaning the kitchen | clean the house | clean up | clean my room
        clean the kitchen | clean my house | clean my flat | clean my apartment | clean the flat
        clean the apartment | cleaning up | house cleaning | tidying | tidying up | tidy up | chores | housework
        dishes
        doing the dishes | laundry | ironing | vacuuming | hoovering | washing up | spring cleaning | while i clean
        mopping | folding laundry | doing laundry
        """,
    "driving": """
        driving | drive | drives | road trip | road trips | roadtrip | car ride | car | long drive | cruising
        behind the wheel | highway | motorway | in the car | drive home | driving home
        """,
    "commute": """
        commute | commuting | commutes | train ride | bus ride | on the train | on the bus | on the way to work
        way to work | subway | metro ride | tube ride | on the tube | to and from work | ride to work
        """,
    "gaming": """
        gaming | game night | video games | playing video games | video gaming | gamer | gaming session
        playing games | play video games
        """,
    "reading": "reading | read | reading a book | read a book | reading session | book",
}  # fmt: skip

TIMES_OF_DAY: dict[str, str] = {
    "morning": """
        morning | mornings | this morning | sunrise | dawn | early morning | breakfast | waking up | wake up
        """,
    "afternoon": "afternoon | afternoons | this afternoon | midday | noon",
    "evening": "evening | evenings | this evening | sunset | dusk | sundown",
    "night": """
        night | nights | tonight | late night | late at night | midnight | at night | nighttime | tonite
        night time | after dark
        """,
}

DAY_GLUE = """
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
saturdays sundays weekend weekends weekday weekdays today day days
"""
"""Days are understood, and say nothing that a request could hold."""
