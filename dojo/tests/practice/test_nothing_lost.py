"""Nothing that somebody saved is ever lost, whatever is run after it, and whenever that is killed."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

SEQUENCES = os.environ.get("SEQUENCES", "15")  # at length: SEQUENCES=1000 pytest -k every_version --timeout=3600
ROUNDS = 50  # of killing
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


@pytest.mark.parametrize("command", [["reset", "ch3_2"], ["reset", "softmax"], ["progress"]])
def test_killed_at_any_moment(project: Path, command: list[str]) -> None:
    """Whenever the process is killed, the kata is the old one or the new one, and so is each copy and record."""
    kata = project / "katas" / "ch32_activations.py"
    kata.write_bytes((project / "solutions" / kata.name).read_bytes())
    written, rng = kata.read_bytes(), random.Random(0)
    module = [sys.executable, "-m", f"dojo.practice.{command[0]}", *command[1:]]
    assert subprocess.run(module, cwd=project, capture_output=True).returncode == 0
    after = kata.read_bytes()
    start = time.perf_counter()
    kata.write_bytes(written)
    subprocess.run(module, cwd=project, capture_output=True)
    takes = time.perf_counter() - start
    for _ in range(ROUNDS):
        kata.write_bytes(written)
        for file in (project / ".kata_cache").glob("*"):
            file.unlink()
        process = subprocess.Popen(module, cwd=project, stdout=-3, stderr=-3)
        time.sleep(rng.uniform(0, 1.2 * takes))
        process.kill()
        process.wait()
        assert kata.read_bytes() in (written, after)

    copies = [path.read_bytes() for path in (project / "backups").glob("ch*")]
    assert set(copies) <= {written, after}
    for path in (project / ".kata_cache").glob("ch*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["tests"]
