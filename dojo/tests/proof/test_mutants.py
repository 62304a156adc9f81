"""What dojo.proof.mutants does with what survives."""

import pytest

from dojo.ground.chapters import chapters
from dojo.proof.mutants import equivalents, free, show

VERDICT = {"function": "f", "line": "a + b", "changed": "a - b", "rejected": "test_f"}


def test_enough_rejected_mutants_are_fine() -> None:
    """Nineteen of twenty are 95%, which is asked; nine of ten are not."""
    survivor = {**VERDICT, "rejected": None}

    assert show({"ch11_arrays": [VERDICT] * 19 + [survivor]})
    assert not show({"ch11_arrays": [VERDICT] * 9 + [survivor]})


def test_survivors_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its function, the line, and what became of it."""
    show({"ch11_arrays": [{**VERDICT, "rejected": None}]})

    assert "ch11_arrays.f survives:\n  - a + b\n  + a - b" in capsys.readouterr().out


def test_what_is_listed_as_equivalent_has_a_reason() -> None:
    """Every entry of every chapter, and only chapters are listed."""
    reasons = [reason for name in chapters() for reason in equivalents(name).values()]

    assert reasons
    assert all(len(reason.split()) >= 4 for reason in reasons)
    assert "train_capstone" in free("ch45_capstone")
