"""Run a lesson as a reader would: its Python from top to bottom in one namespace, its commands in a project.

- A `python` block runs; a `text` block below it is what it printed, to the letter.
- `<!-- check: f"{loss:.3f}", … -->` below a paragraph computes numbers that it says.
- A `sh` block holds commands, one on each line, that end well in a project whose katas are written. A chapter's tests
  train on MNIST in only one lesson: `nox -s solutions` runs all of those trainings, with the same functions.
- `savefig("lessons/figures/….png")` draws a figure again, to be compared with the one that is there.
- A block with `<!-- result -->` above it trains for long: it runs only if that is asked for, and with it its `text`
  block and `<!-- result check: … -->`. Its numbers may differ a little (see compare.py).
"""

# matplotlib leaves the types of its settings open.
# pyright: reportUnknownMemberType=false

import contextlib
import io
import re
import shlex
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import matplotlib
from matplotlib import pyplot
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser

from dojo.proof.lessons.compare import same_words
from dojo.proof.lessons.text import CHECK, RESULT, measured, paragraphs

PRINTED = "__printed__"  # what the last block printed, in the lesson's namespace
LAST_IS_RESULT = "__last_is_result__"  # whether it was a result block
TRAINS = re.compile(r"ch(?!2_3$)\d_\d")  # the sessions that train, but for the quickest one


class Runner:
    """Runs lessons in a project, with their result blocks or without."""

    def __init__(self, project: Path, results: bool = False) -> None:
        self.project = project
        self.results = results
        self.commands: set[str] = set()  # those that ended well: the same one is not run twice
        self.computed: dict[str, list[str]] = {}  # by the paragraph that has the numbers
        parsers: list[Callable[[Document], Iterable[Region]]] = [
            CodeBlockParser("python", self._python),
            CodeBlockParser("text", self._text),
            CodeBlockParser("sh", self._shell),
            self._checks,
        ]
        self.sybil = Sybil(parsers=parsers)

    def run(self, lesson: Path) -> None:
        """Run a lesson.

        Raises:
            AssertionError: something in it is not so, with its place.
        """
        document = self.sybil.parse(lesson)
        with contextlib.chdir(self.project), warnings.catch_warnings(), matplotlib.rc_context():
            warnings.simplefilter("error")
            matplotlib.rcdefaults()
            for example in document.examples():
                example.evaluate()
        pyplot.close("all")
        assert not document.namespace.get(PRINTED), f"{lesson.name}: what the last block printed is not shown"
        missing = list(self._unchecked(document.text))
        assert not missing, f"{lesson.name}: no check computes {'; '.join(missing)}"

    def _unchecked(self, text: str) -> Iterator[str]:
        """Yield the numbers in a text's prose that look as if they came from a run, and that no check computes."""
        lines = text.splitlines()
        for paragraph in paragraphs(text):
            raw = re.split(r"\n\s*\n", "\n".join(lines[paragraph.line - 1 :]))[0]
            computed = self.computed.get(_plain(raw), [])
            for number in measured(paragraph.text):
                if not any(number in value or value in number for value in computed):
                    yield f"{number} in line {paragraph.line}"

    def _python(self, example: Example) -> None:
        place, printed = f"{Path(example.path).name}:{example.line}", io.StringIO()
        assert not example.namespace.get(PRINTED), f"{place}: what the block above printed is not shown"
        is_result = RESULT.search(example.document.text[: example.region.start]) is not None
        example.namespace |= {PRINTED: "", LAST_IS_RESULT: is_result}
        if is_result and not self.results:
            return
        source = "\n" * (example.line + example.parsed.line_offset) + example.parsed
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(source, example.path, "exec", dont_inherit=True), example.namespace)
        except Exception as error:
            raise AssertionError(f"{place} raises {type(error).__name__}: {error}") from error
        example.namespace[PRINTED] = printed.getvalue()

    def _text(self, example: Example) -> None:
        expected, printed = str(example.parsed), str(example.namespace.pop(PRINTED, ""))
        place, is_result = f"{Path(example.path).name}:{example.line}", example.namespace.get(LAST_IS_RESULT, False)
        if not is_result or self.results:
            same = same_words(expected.strip("\n"), printed.strip("\n"), is_result)
            assert same, f"{place}: the block above printed\n{printed}\nnot\n{expected}"

    def _shell(self, example: Example) -> None:
        for command in str(example.parsed).strip().splitlines():
            words = shlex.split(command)
            words += ["--", "-m", "not mnist"] if words[1:-1] == ["-s"] and TRAINS.fullmatch(words[-1]) else []
            assert words[0] == "nox", f"{Path(example.path).name}:{example.line}: no way to run {command}"
            if not self.results and command not in self.commands:
                done = subprocess.run(
                    [sys.executable, "-m", *words], cwd=self.project, capture_output=True, text=True, encoding="utf-8"
                )
                assert done.returncode == 0, f"{command} ends with {done.returncode}:\n{done.stdout}{done.stderr}"
                self.commands.add(command)

    def _checks(self, document: Document) -> Iterable[Region]:
        for match in CHECK.finditer(document.text):
            yield Region(match.start(), match.end(), match, self._check)

    def _check(self, example: Example) -> None:
        kind, code = example.parsed.groups()
        prose = _plain(re.split(r"\n\s*\n", CHECK.sub("", example.document.text[: example.region.start]).rstrip())[-1])
        computed = self.computed.setdefault(prose, [])
        if kind and not self.results:
            computed += measured(prose)  # all of them may be results
            return
        for value in (str(value) for value in eval(f"({code},)", example.namespace)):
            found = re.search(rf"(?<![\d.]){re.escape(value)}(?!\d|\.\d)", prose)
            close = [number for number in measured(prose) if same_words(number, value, is_result=True)] if kind else []
            place = f"{Path(example.path).name}:{example.line}"
            assert found or close, f"{place}: {code} gives {value}, which the paragraph does not say: {prose}"
            computed += [value, *close]


def _plain(paragraph: str) -> str:
    """Return a paragraph on one line, without checks."""
    return " ".join(CHECK.sub("", paragraph).split())
