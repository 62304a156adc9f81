"""The course is complete without module 5, which progress, watch and next step treat as optional."""

import pytest

from dojo.ground import pytorch
from dojo.ground.chapters import Chapter, chapters, required
from dojo.practice.next_step import next_step
from dojo.practice.ready import Ready
from dojo.practice.standing import Standing, State, counts


def standing(chapter: Chapter, state: State) -> Standing:
    """Return where a chapter stands whose functions are all done, or none."""
    functions = dict.fromkeys(chapter.signatures, state == "done")
    return Standing(chapter, state, functions, None, {}, False, False)


def standings(**states: State) -> list[Standing]:
    """Return where all chapters stand: the course is done, and of the others some are begun."""
    course: dict[str, State] = dict.fromkeys(required(), "done")
    return [standing(each, (course | states).get(each.session, course.get(each.name, "not begun"))) for each in ALL]


ALL = list(chapters().values())


@pytest.mark.parametrize(("there", "command"), [(False, "nox -s torch"), (True, "nox -s ch5_1")])
def test_complete_without_module_5(monkeypatch: pytest.MonkeyPatch, there: bool, command: str) -> None:
    """When modules 1 to 4 are done, all functions are; the next step says that what follows is optional."""
    monkeypatch.setattr(pytorch, "is_there", lambda: there)
    finished, skipped, everything = counts(standings())
    said = next_step(standings())

    assert finished == everything > 0 == skipped
    assert said[0] == command and "complete" in said[1] and "optional" in said[1]


def test_begun_module_5_goes_on() -> None:
    """Who has begun module 5 is led through it; as long as a chapter of the course is not done, that comes first."""
    begun: dict[str, State] = {"ch5_1": "done", "ch5_2": "at work"}

    assert next_step(standings(**begun))[0] == "nox -s ch5_2"
    assert next_step(standings(**begun, ch4_5="at work"))[0] == "nox -s ch4_5"


def test_who_waits_has_what_the_chapter_needs() -> None:
    """The process that waits for a save has ready what core or polish needs; PyTorch for module 5 alone."""
    ready = Ready([])
    needed = list[list[str]]()
    for name in ("ch11_arrays", "ch32_activations", "ch34_backpropagation", "ch51_tensors", "ch52_autograd"):
        ready.turn_to(chapters()[name])
        needed.append(ready.libraries)

    assert needed == [[], ["hypothesis"], ["scipy.special"], ["torch"], ["torch", "torch._dynamo"]]
