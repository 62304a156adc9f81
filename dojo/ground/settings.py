"""Settings that somebody made for other Python programs: ours do without them, and give the same verdict everywhere.

`PYTHONPATH` may have another `dojo`, `PYTHONSAFEPATH` hides ours, `PYTHONOPTIMIZE` takes the tests' asserts away,
`PYTHONWARNINGS` makes errors of warnings, `PYTEST_ADDOPTS` chooses other tests. What decides how text is printed and
where bytecode goes stays, and so do the numbers of threads (`threads.py`).
"""

import os
import re
from collections.abc import MutableMapping

OF_OTHERS = re.compile(r"PYTHON[A-Z]\w*|PYTEST_(ADDOPTS|PLUGINS|TIMEOUT|DEBUG)")
KEPT = {"PYTHONIOENCODING", "PYTHONUTF8", "PYTHONLEGACYWINDOWSSTDIO", "PYTHONCOERCECLOCALE", "PYTHONUNBUFFERED"}
KEPT |= {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONNOUSERSITE"}

dropped: dict[str, str] = {}  # what was set when this program began, which it may have heeded


def drop_settings(environment: MutableMapping[str, str] = os.environ) -> None:
    """Drop them for all processes that this one starts, which inherit what is left."""
    for name in list(environment):
        if OF_OTHERS.fullmatch(name) and name not in KEPT:
            dropped[name] = environment.pop(name)
    environment["PYTHONHASHSEED"] = "0"  # else the order in a set of words, and what depends on it, is left to chance
