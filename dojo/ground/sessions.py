"""What a session does: make the environment ready, run a module in it, and say in a line what went wrong.

Only the standard library is used, because nox imports this module in an environment of its own.
"""

import signal
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

from dojo.ground import environment
from dojo.ground.chapters import ROOT
from dojo.ground.wrap import for_terminal

PYTEST, WATCH, PROMPT = "dojo.verdict.run_pytest", "dojo.practice.watch", "dojo.practice.prompt"
WATCHING = WATCH, "dojo.practice.review", "dojo.practice.skip"  # which wait for saves
NONE_CHOSEN = 5  # the exit code of pytest where -k or -m leaves out every test
FAILED = {PYTEST: ", not green yet", "dojo.plots": ", not everything was drawn"}  # what exit code 1 means


def add_packages(group: str, say: Callable[[str], None]) -> str:
    """Make `.venv` ready, with the packages of a group too; return what is in the way, or an empty string."""
    from dojo.ground.set_up import set_up  # only here: a warm start has no time for it

    packages = [*environment.DEPENDENCIES, *environment.GROUPS.get(group, [])]
    return "" if group and environment.is_ready(packages) else set_up(packages, say)


def end(session: Any, fault: str) -> None:
    """End a nox session if there is a fault, whose lines are as long as the terminal is wide after nox's own words."""
    if fault:
        before = f"nox > Session {session.name} aborted: "
        said = for_terminal(f"{before}{fault}.").removesuffix(".")  # nox adds the period
        session.error(said.removeprefix(before) if said.startswith(before) else fault)


def run(module: str, *args: str) -> str:
    """Run a module in the shared environment; return what failed, or an empty string."""
    start = {PROMPT: run_in_front, **dict.fromkeys(WATCHING, environment.run_attached)}
    return failure(start.get(module, environment.run_module)(module, *args), module)


def run_several(commands: Sequence[Sequence[str]]) -> str:
    """Run modules side by side; return which failed, or an empty string."""
    from dojo.ground.side_by_side import run_side_by_side  # only here: a warm start has no time for it

    failed = run_side_by_side(commands)
    return f"not everything is well: {', '.join(failed)}" if failed else ""


def failure(code: int, module: str) -> str:
    """Return what an exit code means; an empty string for 0."""
    if code == 0:
        return ""
    if (module, code) == (PYTEST, NONE_CHOSEN):
        return "no test has what follows --, so none ran"
    lost = environment.lost("pytest*" if (module, code) == (PYTEST, 1) else "*")  # a verdict tells of the others
    return lost or environment.meaning(code, FAILED.get(module, ""))


def run_in_front(module: str, *args: str) -> int:
    """Run a module that people talk to: what Ctrl-C means is for it to say."""
    process = subprocess.Popen([environment.PYTHON, "-m", module, *args], cwd=ROOT)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # after the start: a process inherits what is ignored
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
