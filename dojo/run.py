"""Run pytest and be gone: without Python's own clean-up the verdict stands there a tenth sooner."""

import os
import sys

import pytest

if __name__ == "__main__":
    code = pytest.main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
