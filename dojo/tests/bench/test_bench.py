"""The bench ends, says what it measured and with how many threads, and refuses what makes no sense."""

import json
import os
import subprocess
import sys

import pytest

from dojo.bench.__main__ import TITLES, parse
from dojo.ground.chapters import ROOT

SMALL = "--digits", "2000", "--rounds", "1"


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bench in a process of its own, in which NumPy is not imported yet."""
    command = [sys.executable, "-m", "dojo.bench", *SMALL, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_json_is_all_that_stdout_has() -> None:
    """With --json it is one document: for each net the seconds of each contestant's rounds."""
    process = bench("--json")

    assert process.returncode == 0, process.stderr
    seconds = json.loads(process.stdout)["seconds_per_epoch"]
    assert list(seconds) == list(TITLES)
    assert {"NumPy, the reference", "scikit-learn", "matrix products alone"} <= set(seconds["mlp"])
    assert all(len(times) == 1 and times[0] > 0 for net in seconds.values() for times in net.values())


def test_it_says_what_it_does_while_it_works() -> None:
    """Without a terminal, stderr has a line for each net."""
    process = bench("cnn", "mlp", "--json")

    assert process.stderr.splitlines() == [f"timing {TITLES['cnn']}", f"timing {TITLES['mlp']}"]


@pytest.mark.parametrize("threads", [1, 2])
def test_everyone_computes_with_as_many_threads(threads: int) -> None:
    """--threads N holds for every contestant, as far as there are cores, and each row of the table says so."""
    process = bench("cnn", "--threads", str(threads))

    rows = [line.split("│")[1:3] for line in process.stdout.splitlines() if " to " in line]
    assert len(rows) >= 2, process.stdout + process.stderr
    assert {cells[1].strip() for cells in rows} == {str(min(threads, os.cpu_count() or 1))}


def test_quick_is_one_round_of_10000_digits() -> None:
    """It changes what is not named besides, and nothing else."""
    usual, quick, named = parse([]), parse(["--quick"]), parse(["--quick", "--rounds", "3"])

    assert (usual.rounds, usual.digits) == (5, 60000)
    assert (quick.rounds, quick.digits) == (1, 10000)
    assert (named.rounds, named.digits) == (3, 10000)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--rounds", "0"], "--rounds: 0 is not"),
        (["--threads", "-1"], "--threads"),
        (["--digits", "many"], "--digits: many is not"),
        (["--slow"], "--slow"),
        (["mlp", "rnn"], "No net is called rnn; there are mlp, deep, cnn"),
    ],
)
def test_nonsense_is_refused_by_name(arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What the bench does not know, or cannot do, it names, and ends with exit code 2."""
    with pytest.raises(SystemExit) as refused:
        parse(arguments)

    assert refused.value.code == 2
    assert named in capsys.readouterr().err
