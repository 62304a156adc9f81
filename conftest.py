"""Choose whose chapters the tests import: the learner's, the reference's, or one among the reference's."""

import importlib  # noqa: I001  # dojo before data, and so before NumPy: it decides the number of threads
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dojo.ground.chapters import chapters
from dojo.ground.pytorch import missing
from dojo.ground.terminal import write_anywhere
from dojo.ground.threads import use_one_thread_in_torch
from data import Mnist, load_mnist
from dojo.verdict.beginning import check_added_options
from dojo.verdict.epoch_time import Array, LossFn, Pace, verdict
from dojo.verdict.fresh import Fresh, file_of
from dojo.verdict.outside import is_a_learners, look_for
from dojo.verdict.record import TOOLKIT
from dojo.verdict.undisturbed import undisturbed

pytest_plugins = ["dojo.verdict.report"]

ROOT = Path(__file__).parent


class Target(MetaPathFinder):
    """Find modules in the folder that the options choose, before any other on the import path."""

    def __init__(self, katas: Path, solutions: bool, borrow: bool) -> None:
        self.folders = [ROOT / "solutions"] if solutions else [ROOT / "solutions", katas] if borrow else [katas]
        self.own = katas
        self.borrow = borrow
        self.tested: str = ""  # the chapter whose tests run
        self.chapter = ""  # the same if it alone is the learner's own

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the file of a chapter, the tested one in the learner's own folder, or of a learner's module anywhere."""
        for folder in [self.own] if fullname == self.chapter else self.folders:
            if file := file_of(fullname, folder):
                return spec_from_file_location(fullname, file, loader=Fresh(fullname, str(file)))
        if fullname in (*chapters(), TOOLKIT):
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)  # though it lies somewhere else
        if fullname.partition(".")[0] in sys.stdlib_module_names:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        look_for(fullname, spec)
        if not spec or type(spec.loader) is not SourceFileLoader or not is_a_learners(spec.loader.path):
            return None
        spec.loader = Fresh(fullname, spec.loader.path)  # the learner's own, in another place
        return spec

    def turn_to(self, path: Path) -> None:
        """Forget the chapters that another file's tests imported: they may have changed, or be the reference's."""
        chapter = path.stem.removeprefix("test_")
        if chapter in chapters() and chapter != self.tested:
            self.tested = chapter
            self.chapter = chapter if self.borrow else ""
            for name in _fresh():
                del sys.modules[name]

    @contextmanager
    def referring(self) -> Generator[None, None, None]:
        """Import from solutions/ for a while, and leave the chosen chapters as they are."""
        chosen = {name: sys.modules.pop(name) for name in _fresh()}
        mine, self.folders, self.chapter = (self.folders, self.chapter), [ROOT / "solutions"], ""
        try:
            yield
        finally:
            self.folders, self.chapter = mine
            for name in _fresh():
                del sys.modules[name]
            sys.modules.update(chosen)

    def reference(self, chapter: str) -> ModuleType:
        """Import a chapter, and all that it imports, from solutions/."""
        with self.referring():
            return importlib.import_module(chapter)

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        """Turn to a test file before it is imported."""
        if isinstance(collector, pytest.Module):
            self.turn_to(collector.path)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Turn to it again before its tests run: a function may import only when it is called."""
        self.turn_to(item.path)

    @pytest.hookimpl(wrapper=True, trylast=True)  # within what captures the output, so that its streams are kept, too
    def pytest_runtest_call(self) -> Generator[None, None, None]:
        """Let a test, and the kata that it calls, change nothing for the next one, nor for what is said of it."""
        with undisturbed():
            return (yield)


def _fresh() -> list[str]:
    """Return the modules that are chapters, or the learner's own in other places."""
    return [name for name, module in [*sys.modules.items()] if name != "__main__" and _is_fresh(module)]


def _is_fresh(module: ModuleType) -> bool:
    if isinstance(getattr(module, "__loader__", None), Fresh):
        return True
    file = str(getattr(module, "__file__", ""))
    return file.startswith(f"{ROOT}{os.sep}") and is_a_learners(file)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that choose."""
    group = parser.getgroup("katas", "whose chapters are tested")
    group.addoption("--solutions", action="store_true", help="test the reference in solutions/, not katas/")
    group.addoption("--borrow", action="store_true", help="take every chapter but the tested one from solutions/")
    group.addoption("--katas", type=Path, default=ROOT / "katas", metavar="DIR", help="where the katas are")
    group.addoption("--cifar", nargs="?", const="", metavar="ARCHIVE", help="train on CIFAR-10, too, for many minutes")
    check_added_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Put the chosen folder first on the import path, if the tests can be relied on as they were started."""
    if sys.flags.optimize:
        raise pytest.UsageError(
            "PYTHONOPTIMIZE or -O takes the tests' asserts away, and all would pass: run without it"
        )
    if config.inipath != ROOT / "pyproject.toml":
        found = config.inipath or "no settings"
        raise pytest.UsageError(f"pytest took {found}, not {ROOT / 'pyproject.toml'}: move it away, or give pytest -c")
    write_anywhere()
    katas = Path(str(config.getoption("katas"))).resolve()
    target = Target(katas, bool(config.getoption("solutions")), bool(config.getoption("borrow")))
    sys.meta_path.insert(0, target)
    config.pluginmanager.register(target, "target")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the tests of module 5 where PyTorch is missing, unless their file is named, and those of its tools."""
    chapter = chapters().get(collection_path.stem.removeprefix("test_"))
    return True if (chapter and missing(chapter)) or collection_path.name == "module5" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let core judge numbers alone, and polish mind NumPy's warnings, too; no other warning fails a kata.

    What trains on CIFAR-10 runs only if it is asked for.
    """
    use_one_thread_in_torch()
    if config.getoption("cifar") is None:
        items[:] = [item for item in items if not item.get_closest_marker("cifar")]
    filters = {"tests": ["ignore"], "skip": ["ignore"], "polish": ["ignore", "error::RuntimeWarning"]}
    for item in items:
        if item.path.is_relative_to(ROOT / "tests"):
            item.add_marker(pytest.mark.filterwarnings(*filters[item.path.parent.name]), append=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take it off again."""
    target = config.pluginmanager.get_plugin("target")
    if isinstance(target, Target):
        sys.meta_path.remove(target)


@pytest.fixture
def pace(request: pytest.FixtureRequest) -> Pace:
    """Compare a kata's loss function with the reference's on some batches; the report shows the result."""

    def compare(loss_fn: LossFn, X: Array, y: Array, params: dict[str, Array]) -> None:
        target = request.config.pluginmanager.get_plugin("target")
        if isinstance(target, Target) and not request.config.getoption("solutions"):
            theirs = getattr(target.reference(request.path.stem.removeprefix("test_")), loss_fn.__name__)
            if said := verdict(loss_fn.__name__, loss_fn, theirs, X, y, params):
                request.node.user_properties.append(("pace", said))

    return compare


@pytest.fixture(scope="session")
def mnist(request: pytest.FixtureRequest) -> Mnist:
    """MNIST, loaded once for all tests, and locked: one that wrote into it would change the next one's digits."""
    capture: Any = request.config.pluginmanager.get_plugin("capturemanager")
    with capture.global_and_fixture_disabled() if capture else nullcontext():  # what it says while it fetches is seen
        digits = load_mnist()
    for array in digits:
        array.flags.writeable = False
    return digits


@pytest.fixture(scope="session")
def cifar(request: pytest.FixtureRequest) -> Any:
    """CIFAR-10, loaded once from the archive that the option names, or else from the one in data/, and locked."""
    from data.cifar import load_cifar10  # only here: few tests need it

    images = load_cifar10(request.config.getoption("cifar") or None)
    for array in images:
        array.flags.writeable = False
    return images
