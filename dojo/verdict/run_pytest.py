"""Run pytest, tell the judge its exit code, and be gone: without Python's own clean-up the verdict is there sooner."""

import json
import os
import signal
import sys
import threading
import time

from dojo.ground.chapters import ROOT
from dojo.verdict.left_behind import MARK, end_left_behind

CHANNEL = "--channel="
SETTINGS = "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)  # not those of a pytest.ini that lies there

given: list[str] = []  # what the command line asks for


def main() -> int:
    """Run pytest with the command line's arguments, and return its exit code."""
    given.extend(sys.argv[1:])
    del sys.argv[1:]  # a kata sees none of it
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where nobody reads any more, as with `| head -1`, this ends
    try:
        import pytest  # takes a while, in which Ctrl-C may come

        from dojo.verdict.beginning import Beginning

        return pytest.main([*SETTINGS, *given], [Beginning()])
    except KeyboardInterrupt:
        print("Interrupted while starting.")
        return 2  # as pytest has it
    except Exception as error:  # a kata has broken what pytest needs
        if tell("broken", text=f"{type(error).__name__}: {error}"):
            return 3
        raise


def leave_with_parent(parent: int) -> None:
    """End this program when the one that started it is gone, however that was ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    end_left_behind(os.environ.get(MARK, ""))
    os._exit(1)


def tell(word: str, **more: object) -> bool:
    """Tell the judge a word, if there is one."""
    channels = [option.removeprefix(CHANNEL) for option in given if option.startswith(CHANNEL)]
    for path in channels:
        with open(path, "ab") as channel:
            channel.write(json.dumps({"word": word, **more}).encode() + b"\n")
    return bool(channels)


def run() -> None:
    """Run pytest, and end the program."""
    if any(option.startswith(CHANNEL) for option in sys.argv):  # else nobody waits for the verdict
        threading.Thread(target=leave_with_parent, args=[os.getppid()], daemon=True).start()
    code = int(main())
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more, as with `| head -1`
        pass
    tell("end", code=code)
    os._exit(code)


if __name__ == "__main__":
    from dojo.verdict import run_pytest  # the module as others import it, too

    run_pytest.run()
