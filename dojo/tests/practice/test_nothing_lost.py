"""Nothing that somebody saved is ever lost, whatever is run after it, and whenever that is killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = True  # so that each test has a project of its own
SEQUENCES = os.environ.get("SEQUENCES", "15")  # at length: SEQUENCES=1000 pytest -k every_version --timeout=3600
CHAPTERS = "ch11_arrays.py", "ch12_matrices.py", "neural_network.py"


def test_every_version_is_kept(project: Path) -> None:
    """Each version that a command found in katas/ is in katas/ or backups/ after all that follows, to the byte."""
    for room in ("solutions", "katas"):
        for path in (project / room).glob("*.py"):
            if path.name not in CHAPTERS:
                path.unlink()
    command = [sys.executable, str(Path(__file__).with_name("sequences.py")), "0", SEQUENCES]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 0 and "nothing was lost" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(("rounds", "command"), [(50, "reset ch1_1"), (50, "reset batch"), (15, "progress")])
def test_killed_at_any_moment(project: Path, rounds: int, command: str) -> None:
    """Whenever the process is killed, the kata is the old one or the new one, and so is each copy and record."""
    script = [sys.executable, str(Path(__file__).with_name("killing.py")), str(rounds), *command.split()]
    done = subprocess.run(script, cwd=project, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 0 and "nothing was lost" in done.stdout, done.stdout + done.stderr
