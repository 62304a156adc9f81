"""The autograder's zip has what Gradescope asks for, and leaves its results where Gradescope looks."""

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dojo.grading import autograder, on_gradescope
from dojo.tests.grading.samples import ada


def test_the_zip_has_its_scripts_at_the_top(tmp_path: Path) -> None:
    """setup.sh and run_autograder are there and executable, with what grading needs, and nothing else."""
    autograder.main(["--chapters", "ch3_1,ch3_4", "--to", str(tmp_path / "a.zip")])

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
        run = archive.read("run_autograder").decode()
    assert (modes["setup.sh"], modes["run_autograder"], modes["seed"]) == (0o755, 0o755, 0o600)
    assert "--chapters ch3_1,ch3_4" in run
    assert {"solutions/ch31_perceptron.py", "tests/test_ch31_perceptron.py", "lessons/sections.toml"} < set(modes)
    assert not [name for name in modes if name.startswith(("katas/", "dojo/tests/")) or "__pycache__" in name]
    assert "data/mnist.npz" not in modes and (tmp_path / "a.zip").stat().st_size < 5_000_000


def test_the_same_contents_give_the_same_zip(tmp_path: Path) -> None:
    """Two zips with one secret are equal, and without a given one each has its own."""
    autograder.write(tmp_path / "a.zip", b"1")
    autograder.write(tmp_path / "b.zip", b"1")
    autograder.main(["--to", str(tmp_path / "c.zip")])

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes() != (tmp_path / "c.zip").read_bytes()


def test_an_unknown_chapter_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """No zip is written for a chapter that there is not."""
    with pytest.raises(SystemExit):
        autograder.main(["--chapters", "ch9_9"])

    assert "Unknown: ch9_9" in capsys.readouterr().err


@pytest.fixture
def container(tmp_path: Path) -> Path:
    """Return a folder as Gradescope's container has it, with a submission of files uploaded one by one."""
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "ch31_perceptron.py").write_text("")
    (tmp_path / "submission" / "conftest.py").write_text("")
    assignment = {"due_date": "2026-12-01T00:00:00.000000-08:00"}
    known = {"created_at": "2026-12-01T00:01:00.000000-08:00", "assignment": assignment}
    (tmp_path / "submission_metadata.json").write_text(json.dumps(known))
    return tmp_path


def test_results_are_where_gradescope_looks(container: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Points, lateness by Gradescope's clock, and what was not taken are in results.json."""

    def grader(command: list[str], cwd: Path) -> Any:
        out = Path(command[command.index("--out") + 1], "submission")
        out.mkdir(parents=True)
        (out / "result.json").write_text(json.dumps(ada()))
        assert (Path(command[3]) / "submission" / "katas" / "ch31_perceptron.py").is_file()
        return subprocess.CompletedProcess[bytes](command, 0)

    monkeypatch.setattr(subprocess, "run", grader)
    on_gradescope.main([], container)

    results = json.loads((container / "results" / "results.json").read_text(encoding="utf-8"))
    assert results["score"] == 3.5 and results["extra_data"]["late"] == 60
    assert "not taken: conftest.py" in results["output"]


def test_a_grader_that_fails_says_so(container: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Students see that it is not their mistake."""

    def fails(command: list[str], cwd: Path) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", fails)
    on_gradescope.main([], container)

    assert "not your mistake" in (container / "results" / "results.json").read_text(encoding="utf-8")
