"""Notice what a kata reads by itself, besides its arguments: then what tests said of it holds for that alone.

What answers the same until it changes, a file, a folder or a setting, is told with a digest of the answer. Of all else
(the clock, other programs, what the system says of itself) nobody knows what it will answer next: a kata whose code
names it is unsure, and is tested again whenever somebody wants to know where it stands. Chance is not of that kind:
`undisturbed.py` makes it the same in each run. The process of the tests listens, and the judge asks `state_of` again.
Only the standard library is used, because nox imports this module, too.
"""

import builtins
import dis
import hashlib
import importlib.util
import os
import site
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib.machinery import ModuleSpec
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from dojo.ground.chapters import ROOT, chapters
from dojo.ground.environment import came_later
from dojo.verdict.left_behind import MARK

PURE = """__future__ abc array bisect cmath collections contextlib copy dataclasses decimal enum fractions functools
heapq itertools math numbers operator random re select statistics string struct textwrap trace types typing warnings"""
INDIRECT = """__builtins__ __dict__ __file__ __globals__ __import__ __loader__ __path__ __spec__ __subclasses__
attrgetter compile delattr eval exec getattr globals id input locals setattr vars"""  # which may reach anything
SETS, SHARED = ("STORE_ATTR", "DELETE_ATTR"), ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_ATTR")  # as in `np.float = float`
BUILT_IN = {*dir(builtins)}
PROBES = "DataSource matplotlib"  # which look whether files are there
CHANCE = "Random SystemRandom datetime64 empty empty_like"  # datetime64("now"), and memory as it was left
OUTSIDE = {*sys.stdlib_module_names, *INDIRECT.split(), *PROBES.split(), *CHANCE.split()} - {*PURE.split()}
READS = {"open": 0, "os.listdir": 0, "os.scandir": 0, "import": 1}  # events, and which of their arguments is a path
ACTIONS = "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system"  # how these events begin
SETTING = "setting "
WRITING = "writing "  # of which the answer is whether it is possible
OURS = tuple(os.path.normcase(f"{ROOT / name}{os.sep}") for name in ("dojo", "tests", "data", "mistakes"))
OURS += os.path.normcase(ROOT / "conftest.py"), os.path.normcase(ROOT / "noxfile.py")
REFERENCE = str(ROOT / "solutions") + os.sep
Told = Callable[[str, str], object]

_told: list[Told] = []
_chapter: list[str] = []
_known: set[str] = set()  # what has been told of it
_busy: list[bool] = []


def state_of(question: str) -> str:
    """Return a digest of what a file or a folder holds now, or of a setting; of what is neither, never the same one."""
    try:
        if question.startswith(SETTING):
            return digest_of(os.environ[question.removeprefix(SETTING)])
        if question.startswith(WRITING):
            return str(_is_writable(question.removeprefix(WRITING)))
        if os.path.isdir(question):
            return digest_of("\n".join(sorted(os.listdir(question))))
        if os.path.isfile(question):
            return digest_of(Path(question).read_bytes())
        return f"at {time.time_ns()}" if os.path.exists(question) else "missing"
    except KeyError:
        return "missing"
    except OSError as error:
        return error.strerror or "unreadable"


def _is_writable(path: str) -> bool:
    place = path if os.path.exists(path) else os.path.dirname(path)
    return os.access(place, os.W_OK) and not os.path.isdir(path)


def digest_of(content: str | bytes) -> str:
    """Return what tells a content from all others."""
    data = content.encode(errors="surrogateescape") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def listen(told: Told) -> None:
    """Call a function with each question that a kata asks, and the answer's state; with empty texts if it is unsure."""
    _told[:] = [told]
    _begin()


def begin(chapter: str) -> None:
    """Tell of a chapter what may have been told of another one."""
    if _chapter != [chapter]:
        _chapter[:] = [chapter]
        _known.clear()


def unsure() -> None:
    """Tell that nobody knows what the kata would do next time."""
    _tell("", "")


def look_at(code: CodeType, path: str, data: bytes) -> None:
    """Tell which module is imported, and whether its code names something outside whose answers nobody knows."""
    if _told and not path.startswith(REFERENCE):
        _tell(path, digest_of(data))
        if not _names(code).isdisjoint(OUTSIDE):
            unsure()


def look_for(name: str, spec: ModuleSpec | None) -> None:
    """Tell that a kata imports what the next run may find elsewhere, or find at all: what is in no package of ours."""
    frame = sys._getframe(2)  # pyright: ignore[reportPrivateUsage]
    while frame.f_back and frame.f_code.co_filename.startswith("<frozen "):
        frame = frame.f_back
    if _told and is_a_learners(frame.f_code.co_filename) and not (spec and _counts(name, spec)):
        unsure()


def _counts(name: str, spec: ModuleSpec) -> bool:
    """Tell whether a module is of a package that is part of a record's key."""
    place = next(iter(spec.submodule_search_locations or []), spec.origin or "")
    later = name.partition(".")[0] in came_later() and not any(chapters()[each].is_optional for each in _chapter)
    return os.path.normcase(place).startswith(_installed()) and not later


def is_a_learners(file: str) -> bool:
    """Tell whether a module's file is neither ours nor a library's."""
    return os.path.isabs(file) and not os.path.normcase(file).startswith((*OURS, *_installed()))


def _names(code: CodeType) -> set[str]:
    """Return all names in a module's code but its local ones: of modules, attributes and functions.

    What is built in is none if it is an attribute, such as PyTorch's `model.eval`. What sets an attribute of a module,
    or of another thing that all share, does what `setattr` does.
    """
    inner = [_names(each) for each in code.co_consts if isinstance(each, CodeType)]
    steps = [*dis.get_instructions(code)]
    told = [each for each in steps if each.opcode in dis.hasname]
    names = [str(each.argval) for each in told if "ATTR" not in each.opname and "METHOD" not in each.opname]
    names += [name for name in code.co_names if name not in BUILT_IN]
    names += ["setattr" for of, each in pairwise(steps) if each.opname in SETS and of.opname in SHARED]
    return {part for name in names for part in name.split(".")}.union(*inner)


@cache
def _begin() -> None:
    """Listen to Python's own events, and to those who read settings."""
    sys.addaudithook(_heard)
    os.environ.__class__ = _Settings


class _Settings(os._Environ[str]):  # pyright: ignore[reportPrivateUsage]
    """The settings, when somebody listens."""

    def __getitem__(self, name: str) -> str:
        new = f"{SETTING}{name}" not in _known and not str(name).startswith(("PYTEST_", MARK))  # of this run
        if new and _is_a_katas(sys._getframe(1)):  # pyright: ignore[reportPrivateUsage]
            _asked(f"{SETTING}{name}")
        return super().__getitem__(name)


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if _busy or not (event in READS or event.startswith(ACTIONS)):
        return
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    if not _is_a_katas(frame):
        return
    if event.startswith(ACTIONS):
        unsure()
    elif (path := _path(event, args, frame)) and path not in _known:
        _asked(path)
        if path.endswith(".py"):  # a module of the learner's own, outside katas/, at whose code nobody has looked
            unsure()


def _path(event: str, args: tuple[Any, ...], frame: FrameType) -> str:
    """Return the path of what an event says is read, or is to be written; an empty text if it belongs to a library."""
    path = args[READS[event]]
    path = "." if path is None and event != "import" else path
    writing = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_EXCL) == os.O_WRONLY
    if event.startswith("os.") and frame.f_code.co_filename.startswith("<frozen "):  # an import looks around
        return ""
    if not isinstance(path, str | bytes | os.PathLike) or path == os.devnull:
        return ""
    found = os.path.abspath(os.fsdecode(path))  # pyright: ignore[reportUnknownArgumentType]
    if "__pycache__" in found:
        try:
            found = importlib.util.source_from_cache(found)
        except ValueError:  # bytecode that is just being written
            return ""
    return "" if os.path.normcase(found).startswith(_installed()) else WRITING * writing + found


def _asked(question: str) -> None:
    _busy.append(True)  # what is opened now is no question
    try:
        _tell(question, state_of(question))
    finally:
        _busy.clear()


def _tell(question: str, state: str) -> None:
    if question not in _known:
        _known.add(question)
        _told[0](question, state)


@cache
def _installed() -> tuple[str, ...]:
    # sysconfig would import modules of its own, while somebody asks where one that is imported belongs
    places = [sys.prefix, os.path.dirname(os.__file__), *site.getsitepackages()]
    return tuple({os.path.normcase(place) + os.sep for place in places})


def _is_a_katas(frame: FrameType | None) -> bool:
    """Tell whether a kata, or a module of the learner's own, asks, be it by way of a library."""
    while frame:
        file = frame.f_code.co_filename
        if os.path.normcase(file).startswith(OURS):
            return False
        if is_a_learners(file):
            return True
        frame = frame.f_back
    return True  # a thread that none of our modules has started
