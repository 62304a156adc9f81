"""A project of a learner's own, for tests that write katas, keep records or run nox."""

import os
import signal
from pathlib import Path

import pytest

from dojo.ground.typed import VARIABLE
from dojo.proof.project import make_project

os.environ[VARIABLE] = "nox"  # what messages say, however these tests were started
# A shell starts what it runs in the background deaf to Ctrl-C, and whatever that starts: several tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project as it is when somebody begins."""
    return make_project(tmp_path)
