"""What surrounds practice, in packages whose arrows run one way, from the last to the first:

- `ground`: chapters, stubs, files, threads, the shared environment; standard library only
- `verdict`: what a test run says of a kata
- `practice`: what a learner runs besides: progress, watch, hint, compare, reset
- `plots`: pictures of what a learner's functions have learned
- `pictures`: the diagrams of the lessons
- `bench`: how fast the reference trains
- `proof`: what a maintainer runs to prove the tests and the lessons
- `publish`: what is made of the lessons: posts, a site, notebooks, a book
- `grading`: what an instructor runs to grade a class

CONTRIBUTING.md has a map. Importing any of them before NumPy sets the number of its threads, lets every terminal show
what is printed, and keeps settings for other programs from the processes that are started.
"""

from dojo.ground.settings import drop_settings
from dojo.ground.terminal import write_anywhere
from dojo.ground.threads import use_one_thread

drop_settings()
use_one_thread()
write_anywhere()
