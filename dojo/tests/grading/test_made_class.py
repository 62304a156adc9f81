"""A class made by a program is what its predictions say."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dojo.ground.chapters import ROOT, chapters
from dojo.tests.grading.made_class import alone, graded, make_class, predicted, variants, write_class

ACTIVATIONS = chapters()["ch32_activations"]


def test_a_seed_makes_the_same_class_again(tmp_path: Path) -> None:
    """Submissions are those of the seed, and lie where a class's submissions do."""
    made = make_class(12, 1, [ACTIVATIONS])
    write_class(tmp_path, made)

    assert make_class(12, 1, [ACTIVATIONS]) == made != make_class(12, 2, [ACTIVATIONS])
    assert (tmp_path / "s0011" / "katas" / "ch32_activations.py").is_file()
    assert predicted(made["s0000"]) == len(ACTIVATIONS.signatures) and predicted(made["s0001"]) == 0


def test_a_class_has_all_chapters_that_are_graded() -> None:
    """Unless chapters are asked for, those of modules 1 to 4 are made, and none of the optional module's."""
    made = make_class(1)["s0000"]

    assert list(made) == [chapter.name for chapter in graded()]
    assert {chapter.session[:3] for chapter in graded()} == {"ch1", "ch2", "ch3", "ch4"}


def test_functions_that_others_build_on_are_left_alone() -> None:
    """A mistake costs the points of one function, so it is made where nothing else of the chapter looks."""
    assert alone(chapters()["ch31_perceptron"]) == ["predict_binary"]
    assert "relu" not in alone(ACTIVATIONS)


@pytest.mark.parametrize("kind", ["plain", "wrong", "mutant", "unwritten"])
def test_the_tests_reject_what_is_wrong_and_nothing_else(tmp_path: Path, kind: str) -> None:
    """Of a chapter with one function replaced, the tests of just the wrong functions fail."""
    made = next(each for each in reversed(variants(ACTIVATIONS)) if each.kind == kind)
    (tmp_path / "ch32_activations.py").write_text(made.text, encoding="utf-8")

    options = ["--borrow", "--all", "--core", f"--katas={tmp_path}", "-p", "junitxml", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "dojo.verdict.run_pytest", str(ACTIVATIONS.core), *options]
    subprocess.run([*command, f"--junitxml={tmp_path / 'x.xml'}"], cwd=ROOT, capture_output=True, check=False)

    cases = ElementTree.parse(tmp_path / "x.xml").iter("testcase")
    failed = {ACTIVATIONS.function_of(case.attrib["name"]) for case in cases if len(case)}
    assert failed == made.wrong
