"""Of a class, a known mistake is named if the tests say the same of it, number by number."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from dojo.verdict.diagnose_class import diagnose_class
from dojo.verdict.expect import expect_number
from dojo.verdict.known_mistakes import Candidate

PLACE = ModuleType("test_ch53_modules")  # where the tests find the class


def layer(name: str, factor: float, shift: float = 0.0) -> type:
    """Make a class whose call multiplies and adds; right are 2 and 0."""

    def call(_: object, x: float) -> float:
        return factor * x + shift

    return type(name, (), {"__call__": call})


def of_one() -> None:
    """Test a value."""
    expect_number(PLACE.Layer()(1.0), 2.0, atol=1e-9)


def of_zero() -> None:
    """Test another one."""
    expect_number(PLACE.Layer()(0.0), 0.0, atol=1e-9)


def told(theirs: type, *known: type, failing: Callable[[], None] = of_one) -> str:
    """Return what is said of a class; each known mistake's sentence is its name's end."""
    vars(PLACE)["Layer"] = theirs
    candidates = [Candidate("wrong", "Layer", each.__name__.split("__")[1], sentence(each)) for each in known]
    return diagnose_class(theirs, candidates, failing, [of_zero], [PLACE])


def sentence(each: Any) -> Any:
    """Give a class a docstring."""
    each.__doc__ = each.__name__.split("__")[1]
    return each


def test_a_mistake_that_says_the_same() -> None:
    """The same numbers, but for rounding, are the same mistake; other numbers are another."""
    thrice, half = layer("wrong_Layer__thrice", 3), layer("wrong_Layer__half", 0.5)

    assert told(layer("Layer", 3 + 1e-12), half, thrice) == "thrice"
    assert told(layer("Layer", 4), half, thrice) == ""


def test_a_right_class_is_told_nothing() -> None:
    """Where no test fails, no mistake is named."""
    assert told(layer("Layer", 2), layer("wrong_Layer__none", 2)) == ""


def test_a_mistake_beside_another() -> None:
    """A mistake that explains the failing test is named if it shows wherever it would, and no other does."""
    thrice, again = layer("wrong_Layer__thrice", 3), layer("wrong_Layer__again", 3)

    class Layer:
        def __call__(self, x: float) -> float:
            return 3 * x if x else 1.0

    assert told(Layer, thrice) == "thrice"
    assert told(Layer, thrice, again) == ""


def test_names_make_no_difference() -> None:
    """A message with the class's name is the same of a mistake, whose class has a longer one."""

    def call(self: object, x: float) -> float:
        raise TypeError(f"{type(self).__name__} takes no {x}")

    theirs, known = (type(name, (), {"__call__": call}) for name in ("Layer", "wrong_Layer__refuses"))

    assert told(theirs, known) == "refuses"
