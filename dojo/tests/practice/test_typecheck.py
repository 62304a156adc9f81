"""The types of the katas, and the aid where a library's know less than the mathematics."""

import subprocess
import sys
from pathlib import Path

import pytest

from dojo.practice.typecheck import with_hints
from dojo.proof.project import make_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that all these tests write chapter 1.2 into."""
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all of these tests, in whatever process, read NumPy's types once."""
    monkeypatch.setenv("MYPY_CACHE_DIR", str(tmp_path_factory.getbasetemp().parent / "mypy_cache"))


def typecheck(project: Path, body: str) -> tuple[int, str]:
    """Check chapter 1.2 with a body of `dot`; return the exit code and what is said."""
    text = (project / "solutions" / "ch12_matrices.py").read_text(encoding="utf-8")
    assert "return float(u @ v)" in text
    text = text.replace("return float(u @ v)", f"return {body}")
    (project / "katas" / "ch12_matrices.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "dojo.practice.typecheck", "katas/ch12_matrices.py"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout


def test_a_product_of_vectors(project: Path) -> None:
    """A right `u @ v` is told what to write for mypy, and what is told to write passes."""
    code, said = typecheck(project, "u @ v")

    assert code == 1 and "write it as float(u @ v)" in said
    assert typecheck(project, "float(u @ v)")[0] == 0


def test_other_errors(project: Path) -> None:
    """Of another error mypy's own words are enough; a chapter is also what other sessions take as its name."""
    code, said = typecheck(project, '"text"')

    assert code == 1 and "return-value" in said and "float(u @ v)" not in said
    for name in "ch1_2", "dot", "ch12_matrices.py":
        command = [sys.executable, "-m", "dojo.practice.typecheck", name]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 1 and "katas/ch12_matrices.py:" in done.stdout.replace("\\", "/"), done.stderr


SAID = {
    'ch54.py:9: error: Item "None" of "Tensor | None" has no attribute "zero_"': "assert bias is not None",
    'ch55.py:9: error: Argument 1 to "len" has incompatible type "Dataset[Tensor]"; expected "Sized"  [arg-type]': (
        "add up len(y) over the batches"
    ),
    'ch55.py:9: error: Argument 1 to "SGD" has incompatible type "list[object]"; expected "Iterable"  [arg-type]': (
        "groups: list[dict[str, Any]] = "
    ),
}


@pytest.mark.parametrize("line", SAID)
def test_what_pytorch_cannot_tell(line: str) -> None:
    """A line of mypy's about PyTorch's types is told what to write, once a file, and stays as it is."""
    other = f"other/{line}"

    lines = with_hints(f"{line}\n{line}\n{other}\n").splitlines()

    assert lines.count(line) == 2 and lines.count(other) == 1
    assert sum(SAID[line] in each for each in lines) == 2 and SAID[line] in lines[2]
