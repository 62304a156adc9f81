"""Skipping a chapter: one function is tested instead of all, and only a right one passes."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from dojo.ground.chapters import ROOT, SOLUTIONS, TESTS, chapters
from dojo.ground.stub_maker import stub
from dojo.practice.skip import Task

TASKS = [Task(*chapter) for chapter in chapters().values()]
Outcomes = dict[str, dict[str, str]]  # what each test said, if it failed, by the names of the files of tests


def outcomes(tasks: Sequence[Task], folder: Path) -> Outcomes:
    """Run the tests of some tasks that do not train on the answers in a folder."""
    with tempfile.TemporaryDirectory() as own:  # other tests of the same folder run beside this one
        report = Path(own, "report.xml")
        options = ["--borrow", f"--katas={folder}", f"--junitxml={report}", "-m", "not mnist", "--tb=line"]
        command = [sys.executable, "-m", "pytest", *(str(task.core) for task in tasks), *options]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        tree = ElementTree.parse(report)
    found: Outcomes = {}
    for case in tree.iter("testcase"):
        problem = next(iter(case), None)
        said = "" if problem is None else problem.attrib.get("message", "failed")
        found.setdefault(case.attrib["classname"].rpartition(".")[2], {})[case.attrib["name"]] = said
    return found


def of_all(tasks: Sequence[Task]) -> tuple[Outcomes, Outcomes]:
    """Return what is said of the reference and of unwritten functions, in two runs."""
    with tempfile.TemporaryDirectory() as folder:
        for task in tasks:
            source = task.solution.read_text(encoding="utf-8")
            Path(folder, task.solution.name).write_text(stub(source, task.number), encoding="utf-8")
        return outcomes(tasks, TASKS[0].solution.parent), outcomes(tasks, Path(folder))


def test_every_chapter_has_a_task() -> None:
    """Each chapter can be skipped: by one public function, whose tests are named after it."""
    assert sorted(path.stem for path in (TESTS / "skip").glob("ch*.py")) == list(chapters())
    assert sorted(path.stem for path in (SOLUTIONS / "skip").glob("*.py")) == [f"skip_{name}" for name in chapters()]
    for task in TASKS:
        assert len(task.signatures) == 1, task.solution
        assert all(
            task.function_of(line[4:].split("(")[0]) for line in lines(task.core) if line.startswith("def test_")
        )


def lines(path: Path) -> list[str]:
    """Return the lines of a file."""
    return path.read_text(encoding="utf-8").splitlines()


def test_functions_of_tasks_are_new() -> None:
    """No chapter has a function of the same name, so that none can be borrowed."""
    known = {name for chapter in chapters().values() for name in chapter.signatures}

    assert not known & {name for task in TASKS for name in task.signatures}


@pytest.mark.parametrize("optional", [False, True], ids=["ch1 to ch4", "ch5"])
def test_reference_passes_and_stub_fails(optional: bool) -> None:
    """Every test passes on the reference's function, and fails as long as the function is unwritten."""
    tasks = [task for task in TASKS if task.is_optional == optional]
    of_reference, of_stubs = of_all(tasks)
    for task in tasks:
        right, unwritten = (outcomes[task.core.stem] for outcomes in (of_reference, of_stubs))

        assert right and not any(right.values()), (task.name, right)
        assert unwritten.keys() == right.keys(), task.name
        assert all("NotImplementedError" in said for said in unwritten.values()), task.name


def state(project: Path, session: str) -> dict[str, Any]:
    """Return what the progress says of a chapter."""
    command = [sys.executable, "-m", "dojo.practice.progress", "--json"]
    said = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    everything = json.loads(said)
    return next(row for row in everything["chapters"] if row["session"] == session) | {"all": everything}


def test_right_answer_skips(project: Path, attached: Callable[..., str]) -> None:
    """After two wrong answers a right one fills the chapter in, keeps a copy, and is marked in table, page and JSON."""
    task = TASKS[1]
    right, file = task.solution.read_text(encoding="utf-8"), project / "scratch" / task.solution.name
    kata = project / "katas" / f"{task.name}.py"
    kata.write_text(kata.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    before = kata.read_bytes()
    saves = [
        lambda: file.write_text(right.replace("Z @ Z.T", "Z.T @ Z"), encoding="utf-8"),
        lambda: file.write_text(right.replace(" + b", " - b"), encoding="utf-8"),
        lambda: file.write_text(right, encoding="utf-8"),
    ]
    said = attached(project, "skip", task.session, saves=saves)
    row = state(project, task.session)
    page = [sys.executable, "-m", "dojo.practice.progress", "--html"]
    subprocess.run(page, cwd=project, capture_output=True, check=True)

    assert "similarities is not written yet: scratch/skip_ch12_matrices.py" in said
    assert said.count("expected") == 2 and "Chapter 1.2 is skipped by test." in said
    assert kata.read_bytes() == (project / "solutions" / kata.name).read_bytes()
    assert before in [path.read_bytes() for path in (project / "backups").iterdir()]
    assert row["state"] == "skipped by test" and row["done"] == 0 and row["all"]["done"] == 0
    assert row["all"]["skipped"] == 5 and row["all"]["next"]["command"].endswith("-s ch1_1")
    assert "skipped by test</span>" in (project / "plots" / "progress.html").read_text(encoding="utf-8")
    assert "nothing to skip" in attached(project, "skip", task.session)


def test_what_is_written_after_all_counts(project: Path) -> None:
    """A skipped chapter whose functions are written after all is done, and one that starts over is not begun."""
    task = TASKS[1]
    skip = f"from dojo.practice.skip import chapters, fill; fill(chapters()['{task.name}'])"
    subprocess.run([sys.executable, "-c", skip], cwd=project, check=True)
    kata = project / "katas" / f"{task.name}.py"
    text = kata.read_text(encoding="utf-8")
    kata.write_text(text.replace("return X.T\n", "return np.transpose(X)\n"), encoding="utf-8")
    one = state(project, task.session)
    own = text.replace("    return", "    # mine\n    return").replace("    (n, d)", "    # mine\n    (n, d)")
    kata.write_text(own, encoding="utf-8")
    everything = state(project, task.session)
    subprocess.run([sys.executable, "-m", "dojo.practice.reset", task.session], cwd=project, check=True)

    assert one["state"] == "skipped by test" and one["done"] == 1 and "transpose" not in one["skipped"]
    assert everything["state"] == "done" and everything["done"] == 5
    assert state(project, task.session)["state"] == "not begun"


CHEATS = {
    ")\n": "is not valid Python",
    "import os; os._exit(0)\n": "os._exit",
    "import pytest; pytest.skip('x', allow_module_level=True)\n": "",
    "from ch12_matrices import linear\n": "the chapter that it replaces",
    "import ch13_functions\n": "imports ch13_functions",
}


def test_nothing_else_skips(project: Path, attached: Callable[..., str]) -> None:
    """What would pass in some other way than by being right changes nothing."""
    task, texts = TASKS[1], iter(CHEATS)
    file = project / "scratch" / task.solution.name
    file.parent.mkdir()
    before = (project / "katas" / f"{task.name}.py").read_bytes()

    def cheat() -> None:
        file.write_text(next(texts) + task.solution.read_text(encoding="utf-8"), encoding="utf-8")

    cheat()
    said = attached(project, "skip", task.session, saves=[cheat] * (len(CHEATS) - 1))

    for named, part in zip(CHEATS.values(), said.split("Waiting for the next save"), strict=True):
        assert named in part, said
    assert "is skipped by test" not in said
    assert (project / "katas" / f"{task.name}.py").read_bytes() == before


def test_chapter_that_trains_need_not_train(project: Path, attached: Callable[..., str]) -> None:
    """A chapter with training on MNIST is skipped without it."""
    for name in ("ch11_arrays", "ch12_matrices", "ch13_functions", "ch21_losses"):
        (project / "katas" / f"{name}.py").write_bytes((project / "solutions" / f"{name}.py").read_bytes())
    task = Task(*chapters()["ch23_minibatches"])
    (project / "scratch").mkdir()
    (project / "scratch" / task.solution.name).write_bytes(task.solution.read_bytes())
    attached(project, "skip", "2.3")

    assert state(project, "ch2_3")["state"] == "skipped by test"
