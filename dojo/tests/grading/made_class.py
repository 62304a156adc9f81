"""Make a class of any size by a program: every submission is a mixture whose points are known before it is graded.

A chapter of a submission is the reference, a right answer as beginners write it, stubs, or has one function wrong: by a
known mistake of `mistakes/`, by a mutant, or not written. Only such functions are wrong as no other function of the
chapter, and no test of another function, builds on: what they cost is one function's points.

    python -m dojo.tests.grading.made_class FOLDER [--students 500] [--seed 0] [--chapters ch3_1,ch3_4]

writes FOLDER/<id>/katas/ for each student, and what each should get to FOLDER.json.
"""

import argparse
import ast
import copy
import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dojo.ground.chapters import ROOT, SOLUTIONS, Chapter, chapters
from dojo.ground.stub_maker import stubs

SWAPS: dict[type, type] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
SWAPS |= {ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.MatMult: ast.Mult}
CHEATS = {"importlib", "sys", "inspect"}  # what answers that reach around the chapter use
SLOW = {"train_capstone", "predict_capstone"}  # which only tests that train on MNIST can tell


class Made(NamedTuple):
    """One chapter of a submission, and which of its functions are wrong."""

    kind: str
    text: str
    wrong: frozenset[str] = frozenset()


def make_class(students: int, seed: int = 0, asked: Sequence[Chapter] = ()) -> dict[str, dict[str, Made]]:
    """Return the chapters of each student by name, by the student's id; the same seed gives the same class."""
    rng = random.Random(seed)
    wanted = asked or graded()
    return {f"s{number:04}": _student(number, wanted, rng) for number in range(students)}


def graded() -> list[Chapter]:
    """Return the chapters that are graded unless others are asked for: all but the optional ones."""
    return [chapter for chapter in chapters().values() if not getattr(chapter, "is_optional", False)]


def predicted(made: dict[str, Made]) -> float:
    """Return the points of a submission if each function is worth 1, and none that only training can tell counts."""
    return float(sum(len(chapters()[name].signatures.keys() - SLOW - each.wrong) for name, each in made.items()))


def write_class(folder: Path, made: dict[str, dict[str, Made]]) -> None:
    """Write the katas of a class as it would be handed in."""
    for student, each in made.items():
        katas = folder / student / "katas"
        katas.mkdir(parents=True)
        for name, chapter in each.items():
            (katas / f"{name}.py").write_text(chapter.text, encoding="utf-8")


def _student(number: int, asked: Sequence[Chapter], rng: random.Random) -> dict[str, Made]:
    if number % 10 == 0:  # one who has understood everything
        return {chapter.name: _reference(chapter) for chapter in asked}
    if number % 10 == 1:  # one who has not begun
        return {chapter.name: _stub(chapter) for chapter in asked}
    return {chapter.name: _some(chapter, rng) for chapter in asked}


def _some(chapter: Chapter, rng: random.Random) -> Made:
    ways = {"reference": 4, "plain": 3, "wrong": 3, "mutant": 2, "unwritten": 1, "stub": 1}
    (kind,) = rng.choices(list(ways), list(ways.values()))
    if kind == "stub":
        return _stub(chapter)
    choices = [each for each in variants(chapter) if each.kind == kind]
    return rng.choice(choices) if choices else _reference(chapter)


def _reference(chapter: Chapter) -> Made:
    return Made("reference", (SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8"))


def _stub(chapter: Chapter) -> Made:
    text = {path.stem: text for path, text in _stubs().items()}[chapter.name]
    return Made("stub", text, frozenset(chapter.signatures))


@cache
def _stubs() -> dict[Path, str]:
    return stubs()


@cache
def variants(chapter: Chapter) -> tuple[Made, ...]:
    """Return the chapter with one function replaced, in all ways that are known."""
    return tuple([*_mutants(chapter), *_answers(chapter), *_unwritten(chapter)])


def alone(chapter: Chapter) -> list[str]:
    """Return the functions on which nothing else in the chapter or its tests builds."""
    solution = ast.parse(_reference(chapter).text)
    tests = ast.parse(chapter.core.read_text(encoding="utf-8"))
    found = list[str]()
    for name in chapter.signatures.keys() - SLOW:
        users = [node for node in solution.body if getattr(node, "name", "") != name]
        users += [node for node in tests.body if chapter.function_of(getattr(node, "name", "")) != name]
        if not any(name in _names(node) for node in users):
            found.append(name)
    return sorted(found)


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _mutants(chapter: Chapter) -> Iterator[Made]:
    """Yield the chapter with the first operation of a function replaced by its opposite."""
    for name in alone(chapter):
        tree = ast.parse(_reference(chapter).text)
        function = next(node for node in tree.body if getattr(node, "name", "") == name)
        for node in ast.walk(function):
            if isinstance(node, ast.BinOp) and type(node.op) in SWAPS:
                node.op = SWAPS[type(node.op)]()
            elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
                node.ops = [SWAPS[type(node.ops[0])](), *node.ops[1:]]
            else:
                continue
            yield Made("mutant", ast.unparse(tree) + "\n", frozenset({name}))
            break


def _unwritten(chapter: Chapter) -> Iterator[Made]:
    for name in alone(chapter):
        tree = ast.parse(_reference(chapter).text)
        function = next(node for node in tree.body if getattr(node, "name", "") == name)
        assert isinstance(function, ast.FunctionDef)
        function.body = ast.parse(f"raise NotImplementedError('{chapter.number} {name}')").body
        yield Made("unwritten", ast.unparse(tree) + "\n", frozenset({name}))


def _answers(chapter: Chapter) -> Iterator[Made]:
    """Yield the chapter with a function replaced by each wrong and each plain answer that can take its place."""
    answers = ast.parse((ROOT / "mistakes" / f"{chapter.name}.py").read_text(encoding="utf-8"))
    free = set(alone(chapter))
    for node in answers.body:
        if isinstance(node, ast.FunctionDef) and (parts := re.match(r"(wrong|plain)_(\w+?)__", node.name)):
            kind, name = parts[1], parts[2]
            if kind == "plain" and name not in SLOW:
                text = _with_answer(chapter, name, node, answers)
            else:
                text = _with_answer(chapter, name, node, answers) if name in free else ""
            if text:
                yield Made(kind, text, frozenset({name}) if kind == "wrong" else frozenset())


def _with_answer(chapter: Chapter, name: str, answer: ast.FunctionDef, answers: ast.Module) -> str:
    """Return a chapter with a function replaced by an answer and what that needs; nothing if it cannot be."""
    needed = [*_helpers(answer, answers), copy.deepcopy(answer)]
    used = set[str]().union(*map(_names, needed))
    tree = ast.parse(_reference(chapter).text)
    own = {getattr(node, "name", "") for node in tree.body}
    if used & CHEATS or any(getattr(node, "name", "x") in own for node in needed):
        return ""
    place = next(number for number, node in enumerate(tree.body) if getattr(node, "name", "") == name)
    right = tree.body[place]
    assert isinstance(right, ast.FunctionDef)
    called = {name: f"_right_{name}", answer.name: name}  # the latter by itself
    for node in needed:
        for each in ast.walk(node):
            if isinstance(each, ast.Name):
                each.id = called.get(each.id, each.id)
    last = needed[-1]
    assert isinstance(last, ast.FunctionDef)
    last.name, right.name = name, called[name]
    last.body = last.body[ast.get_docstring(last) is not None :] or [ast.Pass()]
    tree.body[place : place + 1] = [*([right] if name in used else []), *needed]
    imports = [node for node in answers.body if isinstance(node, ast.Import | ast.ImportFrom)]
    imports = [node for node in imports if getattr(node, "module", "") != chapter.name]
    return ast.unparse(ast.Module([tree.body[0], *imports, *tree.body[1:]], [])) + "\n"


def _helpers(answer: ast.AST, answers: ast.Module) -> list[ast.stmt]:
    """Return copies of what an answer uses of its file, in the order of the file."""
    there = {name: node for node in answers.body for name in _defined(node)}
    found, left = dict[str, ast.stmt](), list(_names(answer))
    while left:
        name = left.pop()
        if name in there and name not in found:
            found[name] = there[name]
            left += _names(there[name])
    chosen = {id(node) for node in found.values()} - {id(answer)}
    return [copy.deepcopy(node) for node in answers.body if id(node) in chosen]


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]


def main() -> None:
    """Write a class, and what is predicted for it."""
    parser = argparse.ArgumentParser(description="Make a class by a program.")
    parser.add_argument("folder", type=Path, help="of the submissions; it must not be there yet")
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--chapters", default="", help="such as ch3_1,ch3_4; all unless given")
    options = parser.parse_args()
    asked = [chapter for chapter in chapters().values() if chapter.session in options.chapters.split(",")]
    made = make_class(options.students, options.seed, asked)
    write_class(options.folder, made)
    facts = {
        student: {
            "points": predicted(each),
            "chapters": {name: [part.kind, sorted(part.wrong)] for name, part in each.items()},
        }
        for student, each in made.items()
    }
    Path(f"{options.folder}.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
