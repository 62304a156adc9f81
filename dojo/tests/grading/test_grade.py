"""A small class is graded by the command line, resumed, in parts, and by Dask: always with the same results."""

import importlib.util
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from dojo.grading.__main__ import main
from dojo.grading.grade import Terms
from dojo.grading.schedule import Task, anonymous, failed, result_of
from dojo.grading.submissions import Submission, nothing
from dojo.grading.walls import trouble
from dojo.ground.chapters import SOLUTIONS
from dojo.ground.stub_maker import stub

SHOWN = "ch1_3"
CLOSED = trouble("bubblewrap")


@pytest.fixture
def class_of_3(tmp_path: Path) -> Path:
    """Return a folder of three: all right, one function wrong, and nothing written."""
    text = {name: (SOLUTIONS / f"{name}.py").read_text("utf-8") for name in ("ch13_functions",)}
    wrong = text["ch13_functions"].replace("return np.maximum(0, Z)", "print('Z is', Z)\n    return Z")
    assert wrong != text["ch13_functions"]
    katas = {
        "ada": text,
        "bob": text | {"ch13_functions": wrong},
        "eve": {name: stub(content, f"{name[2]}.{name[3]}") for name, content in text.items()},
    }
    for student, files in katas.items():
        folder = tmp_path / "class" / student / "katas"
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / f"{name}.py").write_text(content, encoding="utf-8")
    (tmp_path / "seed").write_text("a secret for the tests of grading\n", encoding="ascii")
    return tmp_path / "class"


def grade(folder: Path, out: str, *options: str) -> tuple[int, Path]:
    """Grade a class with a seed of its own, and return the exit code and where the results are."""
    where = folder.parent / out
    seed = [] if "--merge" in options else ["--seed-file", str(folder.parent / "seed")]
    return main([str(folder), "--out", str(where), "--chapters", SHOWN, *seed, *options]), where


def files(out: Path) -> dict[str, bytes]:
    """Return all files of a run but for the times in them."""
    found: dict[str, bytes] = {}
    for path in sorted(path for path in out.rglob("*") if path.is_file() and path.suffix != ".jsonl"):
        content = path.read_bytes()
        if path.name == "result.json":
            result: dict[str, Any] = json.loads(content)
            content = content.replace(result["graded"].encode(), b"")
        found[path.relative_to(out).as_posix()] = content
    return found


if not CLOSED:

    def test_a_class_gets_its_points(class_of_3: Path) -> None:
        """All for the reference, one less for one wrong function, with the words of home; none for stubs."""
        code, out = grade(class_of_3, "grades")

        found = {name: json.loads((out / name / "result.json").read_text("utf-8")) for name in ("ada", "bob", "eve")}
        assert code == 0
        assert [found[name]["points"] for name in found] == [3, 2, 0]
        of_bob = found["bob"]["chapters"]["ch1_3"]["functions"]["positive_part"]
        assert (of_bob["verdict"], of_bob["hidden"]) == ("failed", {"equal": 0, "of": 0})
        assert of_bob["said"].startswith("positive_part: ")
        assert "Z is" in found["bob"]["output"]
        assert found["eve"]["chapters"]["ch1_3"]["verdict"] == "not written"

    def test_two_runs_are_equal_byte_for_byte(class_of_3: Path) -> None:
        """Only the moment of grading differs, also where one run was in two parts that were put together."""
        _, first = grade(class_of_3, "first")
        grade(class_of_3, "part-1", "--shard", "1/2")
        grade(class_of_3, "part-2", "--shard", "2/2")
        code, merged = grade(class_of_3.parent / "part-1", "merged", "--merge", str(class_of_3.parent / "part-2"))

        assert code == 0
        assert files(first) == files(merged)

    def test_parts_go_into_one_of_them(class_of_3: Path) -> None:
        """--out may be the first part's folder, which then has all."""
        _, first = grade(class_of_3, "part-1", "--only", "eve")
        grade(class_of_3, "part-2", "--only", "ada")

        code, _ = grade(first, "part-1", "--merge", str(first.parent / "part-2"))

        assert code == 0
        assert {path.parent.name for path in first.glob("*/result.json")} == {"ada", "eve"}

    def test_resume_grades_what_is_missing(class_of_3: Path) -> None:
        """A result that is gone comes back the same; the others are left as they are, in the history, too."""
        _, out = grade(class_of_3, "grades")
        before, time = files(out), (out / "ada" / "result.json").stat().st_mtime_ns
        shutil.rmtree(out / "bob")

        code, _ = grade(class_of_3, "grades", "--resume")

        assert code == 0
        assert files(out) == before
        assert (out / "ada" / "result.json").stat().st_mtime_ns == time
        assert len((out / "ada" / "history.jsonl").read_text("utf-8").splitlines()) == 1

    def test_resume_takes_a_new_due_date(class_of_3: Path) -> None:
        """What is known of a submission without grading it is brought up to date."""
        _, out = grade(class_of_3, "grades", "--only", "eve", "--due", "2000-01-01")
        grade(class_of_3, "grades", "--only", "eve", "--due", "2999-01-01", "--resume")

        was, now = map(json.loads, (out / "eve" / "history.jsonl").read_text("utf-8").splitlines())
        assert was["late"] > 0 == now["late"]
        assert was["graded"] == now["graded"]

    def test_a_regrade_keeps_what_was_there(class_of_3: Path) -> None:
        """--only grades one again, and its history then has both results."""
        _, out = grade(class_of_3, "grades", "--only", "eve")
        grade(class_of_3, "grades", "--only", "eve")

        assert not (out / "ada").exists()
        assert len((out / "eve" / "history.jsonl").read_text("utf-8").splitlines()) == 2

    def test_anonymous_results_name_nobody(class_of_3: Path) -> None:
        """Folders and tables have pseudonyms, and no id."""
        _, out = grade(class_of_3, "grades", "--only", "eve", "--anonymous")

        text = "".join(f"{path} {content.decode('utf-8')}" for path, content in files(out).items())
        assert "student-" in text
        assert "eve" not in text

    if importlib.util.find_spec("distributed"):

        def test_dask_gives_the_same(class_of_3: Path) -> None:
            """A local cluster of two workers leaves the same files."""
            _, here = grade(class_of_3, "here")
            code, there = grade(class_of_3, "there", "--scheduler", "local", "--jobs", "2")

            assert code == 0
            assert files(here) == files(there)


def test_where_the_grader_fails_nobody_is_to_blame(monkeypatch: pytest.MonkeyPatch) -> None:
    """After two tries each function has the verdict grader error, no points, and the reason for the instructor."""
    tries: list[int] = []

    def broken(*_: object) -> dict[str, Any]:
        tries.append(1)
        raise OSError("no space left")

    monkeypatch.setattr("dojo.grading.schedule.grade", broken)
    result = result_of(Task("ada", Submission({}, []), None), Terms("none", b"seed", ["ch13_functions"]))

    assert len(tries) == 2
    assert (result["points"], result["possible"]) == (0, 3)
    functions = result["chapters"]["ch1_3"]["functions"].values()
    assert {(each["verdict"], each["why"]) for each in functions} == {
        ("grader error", "the grader failed: OSError: no space left")
    }


def test_a_failure_is_listed_first_and_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The run says for whom the grader failed before anything else."""
    from dojo.grading.__main__ import _say  # pyright: ignore[reportPrivateUsage]

    terms = Terms("none", b"seed", ["ch13_functions"])
    result = {"id": "ada", **failed("no space left", terms)}

    assert _say([result], tmp_path) == 3
    assert capsys.readouterr().out.startswith("The grader failed for 1")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--chapters", "ch9_9"], "ch9_9"),
        (["--only", "zoe"], "zoe"),
        (["--shard", "1/2"], "--seed-file"),
        (["--seed-file", "short"], "16 or more"),
        (["--seed-file", "gone"], "gone: No such file"),
        (["--out", "grades"], "where it would be a submission"),
    ],
)
def test_what_cannot_be_graded_is_said_in_a_line(
    class_of_3: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option that fits nothing ends the run with 2 before anything is graded."""
    monkeypatch.chdir(class_of_3)
    Path("short").write_text("abc", encoding="ascii")

    code = main([str(class_of_3), "--out", str(class_of_3.parent / "out"), "--sandbox", "none", *options])

    assert code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--due=tomorrow", "'tomorrow' is no date: write 2026-12-01, or"),
        ("--jobs=0", "1 or more"),
        ("--jobs=-1", "1 or more"),
    ],
)
def test_an_option_that_makes_no_sense_says_what_to_write(
    option: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message is ours, and not what a library says of it."""
    with pytest.raises(SystemExit):
        main(["class", option])

    assert said in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize(("mode", "said"), [(0o644, True), (0o600, False)])
def test_a_seed_that_all_can_read_is_no_secret(
    class_of_3: Path, mode: int, said: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever grades on a shared machine is told so, and what to do."""
    (class_of_3.parent / "seed").chmod(mode)

    grade(class_of_3, "out", "--sandbox", "none", "--only", "nobody")

    assert ("chmod o= " in capsys.readouterr().out) == said


@pytest.mark.parametrize(
    "address",
    ["https://git.example.org/ada/katas.git", "git@example.org:ada/katas.git", "/home/ada/katas", "file:///ada"],
)
def test_no_address_tells_who_is_anonymous(address: str) -> None:
    """What git says of a repository has its address, which has a name; what is said of files stays."""
    said = nothing(f"git cannot fetch {address}: fatal: repository '{address}' not found").refused
    said += nothing("only katas/chNN_name.py are taken").refused

    task = anonymous(Task("ada", Submission({}, said), 0), "student-1")

    reasons = [each.reason for each in task.submission.refused]
    assert task.name == "student-1" and "ada" not in "".join(reasons)
    assert reasons[1] == "only katas/chNN_name.py are taken"
