"""What katas do that never ends, for tests of limits: it waits, where what learners write keeps a core busy.

Our tools treat both alike; a few tests keep the loops that compute, `while True: pass` and `sum(range(10**12))`.
"""

import sys
from pathlib import Path

LOOP = "while True: import time; time.sleep(0.01)"  # it can be interrupted
# A mutex that is locked twice never comes back to Python, and no other thread of Python's runs meanwhile.
IN_C = (
    "import ctypes; c, m = ctypes.PyDLL(None), ctypes.create_string_buffer(64); "
    "c.pthread_mutex_init(m, None); [c.pthread_mutex_lock(m) for _ in range(2)]"
    if sys.platform != "win32"
    else "sum(range(10**12))"
)


def hasten(project: Path) -> None:
    """Give each test of a project one second instead of four."""
    settings = project / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    assert text.count('\ntimeout = "4"\n') == 1
    settings.write_text(text.replace('\ntimeout = "4"\n', '\ntimeout = "1"\n'), encoding="utf-8")
