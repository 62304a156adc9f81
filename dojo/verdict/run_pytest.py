"""Run pytest, tell the judge its exit code, and be gone: without Python's own clean-up the verdict is there sooner."""

import json
import os
import signal
import sys

CHANNEL = "--channel="


def main() -> int:
    """Run pytest with the command line's arguments, and return its exit code."""
    if sys.stdout is None:  # it was closed
        sys.stdout = sys.stderr = open(os.devnull, "w")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where nobody reads any more, as with `| head -1`, this ends
    try:
        import pytest  # takes a while, in which Ctrl-C may come

        return pytest.main(sys.argv[1:])
    except KeyboardInterrupt:
        print("Interrupted while starting.")
        return 2  # as pytest has it


def tell_end(code: int) -> None:
    """Tell the judge that this is the end, by the last word in the channel."""
    for option in sys.argv:
        if option.startswith(CHANNEL):
            with open(option.removeprefix(CHANNEL), "ab") as channel:
                channel.write(json.dumps({"word": "end", "code": code}).encode() + b"\n")


if __name__ == "__main__":
    code = int(main())
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more, as with `| head -1`
        pass
    tell_end(code)
    os._exit(code)
