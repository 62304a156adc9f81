"""Run pytest and be gone: without Python's own clean-up the verdict stands there a tenth sooner."""

import os
import sys


def main() -> int:
    """Run pytest with the command line's arguments, and return its exit code."""
    try:
        import pytest  # takes a while, in which Ctrl-C may come

        return pytest.main(sys.argv[1:])
    except KeyboardInterrupt:
        print("Interrupted while starting.")
        return 2  # as pytest has it


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
