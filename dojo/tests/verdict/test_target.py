"""Which chapters the tests import: katas/, solutions/, or one of katas/ among solutions/."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, chapters, required
from dojo.ground.stub_maker import stub
from dojo.tests.verdict.katas_run import run_warm


def fill(folder: Path, name: str) -> None:
    """Put a chapter's solution where its kata goes."""
    shutil.copy(SOLUTIONS / f"{name}.py", folder / f"{name}.py")


def stubs_in(folder: Path) -> None:
    """Put every chapter's stub into a folder."""
    for chapter in chapters().values():
        source = (SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8")
        (folder / f"{chapter.name}.py").write_text(stub(source, chapter.number), encoding="utf-8")


def test_katas_by_default(tmp_path: Path) -> None:
    """A filled chapter passes only if the chapters it builds on are filled."""
    stubs_in(tmp_path)
    fill(tmp_path, "ch22_gradient_descent")
    alone, said = run_warm(tmp_path, "tests/test_ch22_gradient_descent.py", "-k", "linear")
    fill(tmp_path, "ch21_losses")
    both, _ = run_warm(tmp_path, "tests/test_ch22_gradient_descent.py", "-k", "linear")

    assert alone == 1 and "mse_loss is not written yet" in said
    assert both == 0


def test_borrow_takes_only_the_tested_chapter_from_katas(tmp_path: Path) -> None:
    """In one process for the whole suite, a filled chapter of the middle passes at once, and all others fail."""
    stubs_in(tmp_path)
    fill(tmp_path, "ch22_gradient_descent")

    code, said = run_warm(tmp_path, "--borrow", "-m", "not mnist")

    assert code == 1
    assert "2.1 Understanding Loss Functions                        0 of 2 functions done" in said
    assert "2.2 Gradient Descent for Optimization                   2 of 2 functions done" in said
    standings = [line.split() for line in said.splitlines() if line.endswith("functions done")]
    assert len(standings) >= 7
    assert [number for number, *_, count, _, _, _, _ in standings if count != "0"] == ["2.2"]


def test_imports_at_call_time_are_borrowed_too(tmp_path: Path) -> None:
    """A function that imports an earlier chapter only when it is called gets the reference's."""
    stubs_in(tmp_path)
    text = (SOLUTIONS / "ch22_gradient_descent.py").read_text(encoding="utf-8")
    text = text.replace("from ch21_losses import mse_loss\n", "")
    text = text.replace("    prediction = X @ W", "    from ch21_losses import mse_loss\n    prediction = X @ W")
    (tmp_path / "ch22_gradient_descent.py").write_text(text, encoding="utf-8")

    _, said = run_warm(tmp_path, "tests/test_ch21_losses.py", "tests/test_ch22_gradient_descent.py", "--borrow")

    assert "2.2 Gradient Descent for Optimization                   2 of 2 functions done" in said


def test_solutions_do_not_touch_katas(tmp_path: Path) -> None:
    """With --solutions even a folder without katas is fine."""
    code, _ = run_warm(tmp_path, "tests/test_ch11_arrays.py", "--solutions")

    assert code == 0


def test_from_any_folder() -> None:
    """An editor may start pytest elsewhere, with the path of the test file."""
    command = [sys.executable, "-m", "pytest", str(ROOT / "tests" / "test_ch11_arrays.py"), "--solutions"]
    done = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 0, done.stdout + done.stderr


def test_two_saves_within_a_second(tmp_path: Path) -> None:
    """The second of two saves of one size and one second is what runs, not bytecode of the first."""
    right = (SOLUTIONS / "ch11_arrays.py").read_text(encoding="utf-8")
    wrong = right.replace("return X + row", "return X - row")
    path = tmp_path / "ch11_arrays.py"
    codes: list[int] = []

    for text in right, wrong, right:
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1e9, 1e9))
        codes.append(run_warm(tmp_path, "tests/test_ch11_arrays.py")[0])

    assert codes == [0, 1, 0]
    assert not (tmp_path / "__pycache__").exists()


def test_toolkit_collects_the_newest_version_of_every_name() -> None:
    """`neural_network` gives each public function of the course, from the last chapter that defines it."""
    newest = {name: chapter for chapter in required() for name in chapters()[chapter].signatures}
    code = "import neural_network as n; print(*sorted(f'{x}:{getattr(n, x).__module__}' for x in n.__all__))"

    for folder in KATAS, SOLUTIONS:
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
        assert done.stdout.split() == sorted(f"{name}:{module}" for name, module in newest.items()), done.stderr


def test_no_verdict_without_asserts() -> None:
    """Under -O the tests would prove nothing: pytest ends, and says which setting it is."""
    command = [sys.executable, "-OO", "-m", "pytest", "tests/test_ch11_arrays.py", "--solutions"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")

    assert done.returncode == 4 and "PYTHONOPTIMIZE or -O takes the tests' asserts away" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_verdict_with_other_settings(project: Path) -> None:
    """A pytest.ini in the project's folder would replace our settings: that is said; above it none matters."""
    command = [sys.executable, "-m", "pytest", "tests/test_ch11_arrays.py", "--solutions"]
    for name in "setup.cfg", "tox.ini", "../pytest.ini", "../setup.cfg":
        section = "tool:pytest" if name.endswith("setup.cfg") else "pytest"
        (project / name).write_text(f"[{section}]\naddopts = --no-such-option\n", encoding="utf-8")
    above = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")
    (project / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    inside = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")

    assert above.returncode == 0, above.stdout + above.stderr
    assert inside.returncode == 4 and "pytest took " in inside.stderr and "pytest.ini" in inside.stderr


TROUBLE = {
    "it is called": ("linear(X, W, b)", "linear(X, W.T, b)", "return sigmoid(linear(X, W.T, b))"),
    "it uses what came back": ("return loss, {", "return {", 'return {"W": X.T @ dZ, "b": dZ.sum(axis=0)}'),
}


@pytest.mark.parametrize("why", TROUBLE)
def test_trouble_in_a_borrowed_chapter_names_the_learners_line(tmp_path: Path, why: str) -> None:
    """Where the reference fails because of a kata, the kata's line is shown, and no file of the reference's."""
    before, after, line = TROUBLE[why]
    kata = (SOLUTIONS / "ch31_perceptron.py").read_text(encoding="utf-8")
    assert before in kata
    (tmp_path / "ch31_perceptron.py").write_text(kata.replace(before, after), encoding="utf-8")

    code, said = run_warm(tmp_path, "tests/test_ch31_perceptron.py", "--borrow", "--all")

    assert code == 1
    assert f"   {line}\n" in said and "solutions" not in said
