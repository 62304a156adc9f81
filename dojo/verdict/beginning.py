"""A pytest plugin: say in one line why tests cannot begin, in the place of a page of usage or a traceback."""

import os
import re
import shlex
from collections.abc import Generator
from pathlib import Path

import pytest
from _pytest.config import ConftestImportFailure

from dojo.ground.environment import VENV
from dojo.ground.settings import dropped
from dojo.ground.typed import nox
from dojo.verdict.careful import message


class Beginning:
    """Looks at what pytest raises while it reads its command line."""

    @pytest.hookimpl(wrapper=True)
    def pytest_cmdline_parse(self) -> Generator[None, pytest.Config, pytest.Config]:
        """Give errors in words of ours."""
        try:
            return (yield)
        except (pytest.UsageError, ConftestImportFailure, ImportError) as error:
            if said := _said(error):
                raise pytest.UsageError(said) from error
            raise


def check_added_options(parser: pytest.Parser) -> None:
    """Name the setting that breaks a bare `pytest`, which heeds what our sessions do without."""
    _, unknown = parser.parse_known_and_unknown_args(shlex.split(dropped.get("PYTEST_ADDOPTS", "")))
    if unknown:
        raise pytest.UsageError(f"the setting PYTEST_ADDOPTS has {' '.join(unknown)}, which pytest does not know")


def _said(error: Exception) -> str:
    """Return a line; none if nobody foresaw the error."""
    if isinstance(error, ConftestImportFailure):
        return broken_package(error.cause)
    text, cause = message(error), error.__cause__ or error
    if unknown := re.search(r"error: unrecognized arguments: (.*)", text):
        return f"pytest does not know {unknown[1]}"
    if wrong := re.search(r"error: (argument .*)", text):
        return wrong[1]
    if plugin := re.search(r'^(?:Error importing plugin ")?([\w.]+)(?:"|$)', text):
        return f"the plugin {plugin[1]} of the option -p cannot be imported: {message(cause)}"
    return ""


def broken_package(error: BaseException) -> str:
    """Say of an ImportError from within an installed package which one it is, and what repairs it."""
    trace, last = error.__traceback__, ""
    while trace:
        last, trace = trace.tb_frame.f_code.co_filename, trace.tb_next
    last = os.path.realpath(last)
    _, _, rest = Path(last).as_posix().rpartition("/site-packages/")
    if not isinstance(error, ImportError) or not last.startswith(os.path.realpath(VENV)):
        return ""
    package, said = rest.split("/")[0], message(error)
    return f"the package {package} cannot be imported ({said}). This repairs it: {nox()} -s env"
