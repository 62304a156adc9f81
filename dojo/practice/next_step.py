"""Name the one thing to do next, by the state of all chapters."""

from collections.abc import Sequence

from dojo.ground.chapters import Chapter
from dojo.ground.typed import nox
from dojo.practice.standing import Standing


def at_hand(standings: Sequence[Standing]) -> Standing | None:
    """Return the first chapter that is not done; who borrows goes on from where that was last done."""
    borrowing = [each.chapter.name for each in standings if each.borrowed]
    left = [each for each in standings if not each.settled]
    after = [each for each in left if borrowing and each.chapter.name >= borrowing[-1]]
    return next(iter(after or left), None)


def next_step(standings: Sequence[Standing]) -> tuple[str, str]:
    """Return the one command to run next, and what it is for."""
    first = at_hand(standings)
    if first is None:
        last = standings[-1].chapter.session
        return f"{nox()} -s compare -- {last}", "All chapters are done. See how the reference does it."
    command, number = f"{nox()} -s {first.chapter.session}{option(first.chapter, standings)}", first.chapter.number
    if first.to_train:
        return command, f"Only training on MNIST is left of chapter {number}."
    missing = next((function for function, done in first.functions.items() if not done), "")
    what = {
        "not begun": f"Begin chapter {number} with {missing} in katas/{first.chapter.name}.py.",
        "at work": f"Go on with {missing} in katas/{first.chapter.name}.py.",
        "changed since": f"Chapter {number} was done, but {missing} no longer is.",
    }
    return command, what[first.state] if missing else f"Chapter {number} is not complete."


def option(chapter: Chapter, standings: Sequence[Standing]) -> str:
    """Return the option with which to go on, if the learner borrows and a chapter before this one is not done."""
    earlier = [each for each in standings if each.chapter.name < chapter.name]
    borrows = any(each.borrowed for each in standings if each.chapter.name <= chapter.name)
    undone = any(not each.settled or each.borrowed for each in earlier)
    return " -- --borrow" if borrows and undone else ""
