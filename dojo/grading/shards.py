"""Grade a class in parts that know nothing of each other, on any machines, and put the parts together."""

import argparse
import hashlib
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from dojo.grading.results import RESULT, kept
from dojo.grading.words import Result


def part(text: str) -> tuple[int, int]:
    """Read which part of how many is meant: `2/8`."""
    first, _, of = text.partition("/")
    if not (first.isdecimal() and of.isdecimal() and 1 <= int(first) <= int(of)):
        raise argparse.ArgumentTypeError(f"{text!r} is no part: write 1/4 for the first of four")
    return int(first), int(of)


def in_part(name: str, which: tuple[int, int]) -> bool:
    """Tell whether a submission belongs to a part, by its id alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % which[1] == which[0] - 1


def merge(folders: Sequence[Path], out: Path) -> list[Result]:
    """Copy the results of parts into one folder, and return them.

    Raises:
        ValueError: parts have nothing, were graded in different ways, or have the same submission.
    """
    found: dict[str, tuple[Path, Result]] = {}
    for folder in folders:
        mine = {path.parent.name: kept(folder, path.parent.name) for path in sorted(folder.glob(f"*/{RESULT}"))}
        if not mine and not (folder / "wide.csv").is_file():  # a part of a small class may be empty
            raise ValueError(f"{folder} has no results: give the folders that --out of each part named")
        for name, result in mine.items():
            if result is None:
                raise ValueError(f"{folder / name / RESULT} cannot be read")
            if name in found:
                raise ValueError(f"{name} is both in {found[name][0].parent} and in {folder}")
            found[name] = folder / name, result
    _check([result for _, result in found.values()])
    for name, (source, _) in found.items():
        if source.resolve() != (out / name).resolve():  # the others may go into one of the parts
            shutil.copytree(source, out / name, dirs_exist_ok=True)
    return [found[name][1] for name in sorted(found)]


def _check(results: Iterable[Result]) -> None:
    seeds, tests, environments = set[int](), set[str](), set[str]()
    for result in results:
        seeds.add(result["seed"])
        tests.add(result["digest"]["tests"])
        environments.add(result["digest"]["environment"])
    for what, kinds in ("seed files", seeds), ("tests, chapters or weights", tests), ("packages", environments):
        if len(kinds) > 1:
            raise ValueError(f"the parts were graded with different {what}: grade them again alike")
