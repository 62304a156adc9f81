"""Replace the solution's functions by each answer of `mistakes/`: the tests must judge it as its name says.

Core must reject what is wrong, and pass all else; polish must reject what is unpolished, and pass what is right in
every way. What is right but plain may draw remarks, which must be true: `--each` prints them. Run by `nox -s gate`, for
all chapters or for some of them; it works in as many processes as there are cores:

    nox -s gate -- [ch32_activations …] [--each] [--answers DIR] [--train] [--json]

`--each` prints what rejects each answer, and what is said of it. `--answers` judges those of another folder, of which
none is a known mistake: what is said of them is for a reader to judge.

In such a process this module is a pytest plugin: the tests are collected once, and then run for each answer. The tests
that train on MNIST run for a wrong answer that passes all others, and for the first plain answer to each function;
`--train` runs those of its own function for every answer that has to pass.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

from dojo.ground.chapters import Chapter, chapters, required
from dojo.ground.command_line import Parser
from dojo.proof.forked import run_pytest
from dojo.proof.once import Once
from dojo.proof.reach import reach
from dojo.proof.table import Verdict, misjudged, misled, show
from dojo.verdict.blame import alike
from dojo.verdict.diagnose import calls_of, diagnose, standing_in
from dojo.verdict.diagnose_class import diagnose_class
from dojo.verdict.known_mistakes import MISTAKES, Candidate, candidates
from dojo.verdict.polish import run_alone

NAMED = 0.7  # of the wrong answers, so many must be told their own sentence
PATIENCE = 5.0  # seconds for a diagnosis, so that the table is the same on a busy machine
once = Once()


def main() -> None:
    """Judge the answers of the chapters that the command line names, and print a table."""
    parser = Parser("gate", "Judge the tests by known answers.")
    parser.add_argument("chapters", nargs="*", help="such as ch32_activations; unless named, all but module 5")
    parser.add_argument("--each", action="store_true", help="print a row for each answer, with what is said of it")
    parser.add_argument("--answers", type=Path, default=MISTAKES, metavar="DIR", help="a folder like mistakes/")
    parser.add_argument(
        "--train", action="store_true", help="train with each answer that has to pass, for half an hour"
    )
    parser.add_argument("--json", action="store_true", help="print a verdict for each answer")
    options = parser.parse_args()
    unknown = set(options.chapters) - set(chapters())
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; chapters are {', '.join(chapters())}")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # The slowest chapters come last in the book and first in the queue.
        names = sorted(options.chapters or required(), reverse=True)
        work = partial(judge, answers=options.answers.resolve(), train=options.train)
        verdicts = dict(sorted(zip(names, pool.map(work, names), strict=True)))
    if options.json:
        print(json.dumps(verdicts, indent=2))
    else:
        show(verdicts, options.each)
    everything = [verdict for each in verdicts.values() for verdict in each]
    named = enough_named(everything) or options.answers != MISTAKES
    sys.exit(not named or any(misjudged(verdict) or misled(verdict) for verdict in everything))


def judge(
    chapter: str,
    plugin: str = "dojo.proof.gate",
    answers: Path = MISTAKES,
    train: bool = False,
    tests: Sequence[Path] = (),
    whose: Sequence[str] = ("--solutions",),
) -> list[Verdict]:
    """Judge what a plugin puts instead of one chapter's functions, in a process of its own.

    The tests are the chapter's own, unless others are given, with the option that says whose functions they are for.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, printed = Path(folder, "verdicts.json"), Path(folder, "printed.txt")
        flags = [*whose, "--all", "--core", "--tb=line", "-p", plugin, "-p", "no:cacheprovider"]
        flags += ["-o", "timeout_func_only=true"]
        flags += [f"--verdicts={out}", f"--answers={answers}", *(["--train"] if train else [])]
        files = map(str, tests or tests_of(chapters()[chapter]))
        code = run_pytest([*files, *flags], printed)
        if not out.is_file():
            said = printed.read_text(encoding="utf-8", errors="replace") if printed.is_file() else ""
            raise RuntimeError(f"{chapter}: the run broke with exit code {code}\n{said}")
        verdicts: list[Verdict] = json.loads(out.read_text(encoding="utf-8"))
        return verdicts


def tests_of(chapter: Chapter) -> list[Path]:
    """Return a chapter's test files, core first."""
    return [path for path in (chapter.core, chapter.polish) if path.is_file()]


def enough_named(verdicts: Sequence[Verdict]) -> bool:
    """Tell whether enough of the wrong answers are told their own sentence."""
    wrong = [verdict for verdict in verdicts if verdict["kind"] == "wrong"]
    return sum(bool(verdict["own"]) for verdict in wrong) >= NAMED * len(wrong)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that says where the verdicts go."""
    parser.addoption("--verdicts", type=Path)
    parser.addoption("--answers", type=Path)
    parser.addoption("--train", action="store_true")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run the chapter's tests for each answer, instead of running them once."""
    items = [item for item in session.items if isinstance(item, pytest.Function)]
    chapter = chapters()[items[0].path.stem.removeprefix("test_")]
    folder = cast(Path, session.config.getoption("--answers"))
    known = candidates(chapter)
    answers = known if folder == MISTAKES else candidates(chapter, folder)
    train = bool(session.config.getoption("--train"))
    plain = [answer for answer in answers if answer.kind == "plain"]
    first = {answer.function: answer for answer in reversed(plain)}.values()
    trained = {str(answer) for answer in answers if train or answer.kind == "wrong" or answer in first}
    reached = reach(items, chapter, lambda item: passes(item, items))
    concerned = {name: [item for item in items if name in reached[item.nodeid]] for name in chapter.signatures}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dojo.verdict.diagnose.outcome", once)
        verdicts = [_judge(it, known, concerned[it.function], chapter, str(it) in trained) for it in answers]
    path = cast(Path, session.config.getoption("--verdicts"))
    path.write_text(json.dumps(verdicts), encoding="utf-8")
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
    """Report no more than whether a phase of a test ended well: nobody reads the traceback of a known mistake."""
    assert call.when != "collect"
    return pytest.TestReport(item.nodeid, item.location, {}, "failed" if call.excinfo else "passed", None, call.when)


def _judge(
    answer: Candidate, known: Sequence[Candidate], items: list[pytest.Function], chapter: Chapter, train: bool
) -> Verdict:
    modules = [sys.modules[chapter.name], *{cast(ModuleType, item.module): None for item in items}]
    right = getattr(modules[0], answer.function)
    with standing_in({right: answer.call}, modules):
        core = next((item for item in _in_order(answer, items, chapter, train) if not passes(item, items)), None)
        advice = [item for item in items if item.path == chapter.polish and not core]
        advice = [item for item in advice if not _trains(item) or chapter.function_of(item.name) == answer.function]
        advice.sort(key=lambda item: chapter.function_of(item.name) != answer.function)
        polish = [item for item in advice if not passes(item, items)]
    verdict: Verdict = {"name": str(answer), "kind": answer.kind, "core": core and core.name}
    verdict |= {"polish": list(dict.fromkeys(item.originalname for item in polish)), "said": "", "own": None}
    failing = core or next(iter(polish), None)
    if answer.kind == "right":  # whatever is said of it is false
        failing = next(item for item in items if chapter.function_of(item.name) == answer.function)
    if failing is None or _trains(failing):
        return verdict
    with standing_in({right: answer.call}, modules):
        said = _told(answer, right, known, failing, items)
    # A plain answer may be told the sentence of an unpolished one, which a reader has to judge.
    judged = said and answer in known and answer.kind != "plain"
    return verdict | {"said": said, "own": said == answer.sentence if judged else None}


def _told(
    answer: Candidate, right: Any, known: Sequence[Candidate], failing: pytest.Function, items: list[pytest.Function]
) -> str:
    """Return what is said of an answer that a test rejects, while it stands in the place of what is right."""
    chapter = chapters()[failing.path.stem.removeprefix("test_")]
    modules = [sys.modules[chapter.name], *{cast(ModuleType, item.module): None for item in items}]
    kind = "unpolished" if failing.path == chapter.polish else "wrong"
    known = [other for other in known if other.kind == kind and other.function == answer.function]
    others, once.answer = alike(failing, chapter), answer.call
    if isinstance(right, type):
        test = others.pop() if failing.fixturenames else failing.obj  # its fixtures are gone by now
        return diagnose_class(answer.call, known, test, others, modules, PATIENCE)
    calls = calls_of(answer.call, right, lambda: passes(failing, items), others, modules, PATIENCE)
    with standing_in({answer.call: right}, modules):
        return diagnose(answer.call, right, known, calls, PATIENCE, polished=kind == "unpolished")


def _in_order(
    answer: Candidate, items: Sequence[pytest.Function], chapter: Chapter, train: bool
) -> list[pytest.Function]:
    """Return the core tests for an answer: those of its function first, and training on MNIST last, if at all."""
    core = [item for item in items if item.path == chapter.core]
    own = [item for item in core if chapter.function_of(item.name) == answer.function]
    everything = own + [item for item in core if item not in own]
    slow = [item for item in (everything if answer.kind == "wrong" else own) if _trains(item)]
    return [item for item in everything if not _trains(item)] + (slow if train else [])


def _trains(item: pytest.Function) -> bool:
    return item.get_closest_marker("mnist") is not None


def passes(item: pytest.Function, items: list[pytest.Function]) -> bool:
    """Run one of a chapter's tests, and tell whether it passes."""
    # A test of the other file is said to follow: that tears this one's module down, so that either file may be next,
    # and keeps what the session shares, such as MNIST.
    following = next((other for other in items if other.path != item.path), items[items.index(item) - 1])
    return all(report.passed for report in run_alone(item, following))


if __name__ == "__main__":
    main()
