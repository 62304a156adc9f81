"""Prove that the tests say no where they should: on every stub, and on every function that is not written yet.

Each chapter is filled in function by function, as a learner would. After each step the tests of the function that was
written last must pass, and those of the functions to come must fail because something is unwritten; after the last step
all must pass. Run by `nox -s proof`, for all chapters of the course or for those that are named.
"""

import ast
import re
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

from dojo.ground.chapters import ROOT, SOLUTIONS, Chapter, chapters, required
from dojo.ground.stub_maker import stub
from dojo.proof.forked import run_pytest

Test = tuple[str, str]  # the place of its file, with dots between, and its name


def faults(chapter: Chapter) -> Iterator[str]:
    """Yield what is wrong with a chapter's tests, a line for each fault."""
    yield from _later_imports(chapter)
    functions = list(chapter.signatures)
    steps = [functions[:written] for written in range(len(functions) + 1)]
    on_stub = _outcomes(chapter, [], [str(path) for path in (chapter.core, chapter.polish) if path.is_file()])
    outcomes = [on_stub, *(_outcomes(chapter, written, _news(chapter, on_stub, written)) for written in steps[1:])]
    tested = {chapter.function_of(test) for _, test in on_stub}
    yield from (f"{chapter.number} {name} has no test test_{name}_…" for name in functions if name not in tested)
    for written, outcome in zip(steps, outcomes, strict=True):
        done = f"with {', '.join(written)} written" if written else "on the stub"
        for (_, test), result in outcome.items():
            wanted = "passed" if chapter.function_of(test) in written else "unwritten"
            if result != wanted:
                yield f"{chapter.number} {test} {done}: expected {wanted}, got {result}"


def _news(chapter: Chapter, tests: Iterable[Test], written: Sequence[str]) -> list[str]:
    """Return the tests to run after a step: all, if it is the last, but for those that passed at an earlier one."""
    known = set(written[:-1]) if len(written) < len(chapter.signatures) else set[str]()
    return [f"{place.replace('.', '/')}.py::{name}" for place, name in tests if chapter.function_of(name) not in known]


def _outcomes(chapter: Chapter, written: Collection[str], tests: Sequence[str]) -> dict[Test, str]:
    """Run some tests of a chapter on its stub with some functions written, and return the outcome of each."""
    source = (SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"{chapter.name}.py").write_text(stub(source, chapter.number, written), encoding="utf-8")
        report = Path(folder, "report.xml")
        # Training on MNIST is for `nox -s solutions`; on a bare stub even those tests must fail, and do so at once.
        selection = ["-m", "not mnist"] if written else ["--all"]
        options = ["--core", "--borrow", f"--katas={folder}", f"--junitxml={report}", *selection]
        arguments, printed = [*tests, *options], Path(folder, "printed.txt")
        code = run_pytest(arguments, printed)
        if not report.exists():
            said = printed.read_text(encoding="utf-8", errors="replace") if printed.is_file() else ""
            raise RuntimeError(f"pytest {' '.join(arguments)} ended with exit code {code}:\n{said}")
        cases = ElementTree.parse(report).iter("testcase")
        return {(case.attrib["classname"], case.attrib["name"]): _outcome(case) for case in cases}


def _outcome(case: ElementTree.Element) -> str:
    problem = next((child for child in case if child.tag in ("failure", "error", "skipped")), None)
    if problem is None:
        return "passed"
    message = problem.attrib.get("message", "")
    return "unwritten" if " is not written yet: " in message else f"{problem.tag}: {message[:200]}"


def _later_imports(chapter: Chapter) -> Iterator[str]:
    """Yield what a chapter or its tests import from a later chapter."""
    for path in (path for path in (SOLUTIONS / f"{chapter.name}.py", chapter.core, chapter.polish) if path.is_file()):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for node in (node for node in nodes if isinstance(node, ast.ImportFrom)):
            module = node.module or ""
            if re.match(r"ch\d\d_|neural_network", module) and module > chapter.name:
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno} imports from the later {module}"


def _proven(chapter: Chapter) -> list[str]:
    return list(faults(chapter))


def main() -> int:
    """Prove the chapters, two at a time, and print what is wrong."""
    proven = [chapters()[name] for name in sys.argv[1:] or required()]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(_proven, proven))
    for chapter, lines in zip(proven, found, strict=True):
        print(f"{chapter.number} {chapter.title}: " + ("\n  ".join(["", *lines]) if lines else "proven"), flush=True)
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())
