"""Run a chapter's polish tests once its core tests have passed: they advise, and do not decide.

They run after the verdict on core is on the screen. pytest is told nothing of their outcomes, unless `--polish` makes
them count.
"""

import inspect
import textwrap
from itertools import zip_longest

import pytest
from _pytest.runner import runtestprotocol
from _pytest.warnings import catch_warnings_for_item  # pyright: ignore[reportUnknownVariableType]

from dojo.ground.chapters import Chapter


def run_polish(session: pytest.Session, chapter: Chapter) -> None:
    """Run a chapter's polish tests, as far as -k and -m choose them; their outcomes go to the findings alone."""
    core, count = session.items, session.testscollected
    limit = float(session.config.getini("timeout"))
    try:
        items = list(session.perform_collect([str(chapter.polish)]))
        for item, following in zip_longest(items, items[1:]):
            # Only a limit for the function holds outside pytest's own loop.
            item.add_marker(pytest.mark.timeout(limit, func_only=True))
            run_alone(item, following)
    finally:
        session.items, session.testscollected = core, count


def run_alone(item: pytest.Item, following: pytest.Item | None) -> list[pytest.TestReport]:
    """Run one test outside pytest's own loop, with the test's filters of warnings, and tell pytest nothing of it.

    Core ignores warnings, and polish makes errors of them.
    """
    with catch_warnings_for_item(item.config, item.ihook, "runtest", item, record=False):
        return runtestprotocol(item, log=False, nextitem=following)


def written_by_an_author(test: pytest.Function) -> list[str]:
    """Return what the author of a library would write: what follows the first paragraph of its docstring."""
    _, _, code = inspect.cleandoc(test.obj.__doc__ or "").partition("\n\n")
    return textwrap.dedent(code).splitlines()
