"""When a function is due for a review: some days after it turned green, and later each time it is reviewed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from dojo.ground.lookup import Named
from dojo.practice.notes import read_notes, write_notes
from dojo.practice.standing import Standing
from dojo.verdict.record import tests_of

NOTES = "reviews"
DAYS = 3, 7, 16, 35, 75, 160  # from green to the first review, from that to the second, and so on


class Planned(NamedTuple):
    """A function that is green, and when its next review is due."""

    named: Named
    due: date
    reviews: int  # so far


def planned(standings: Sequence[Standing]) -> list[Planned]:
    """Return the functions that can be reviewed, the one that is due first first."""
    done, found = reviews(), list[Planned]()
    for each in standings:
        trains = tests_of(each.chapter.core)
        quick = {each.chapter.function_of(test) for test in trains if not trains[test]}
        for function, green in each.functions.items():
            named = Named(each.chapter, function)
            if green and each.last and function in quick and function not in each.skipped:
                own = [review["ended"] for review in done if review["function"] == str(named)]
                last = max([*own, each.last.since.get(function, each.last.when)])
                days = DAYS[min(len(own), len(DAYS) - 1)]
                found.append(Planned(named, datetime.fromisoformat(last).date() + timedelta(days), len(own)))
    return sorted(found, key=lambda each: each.due)


def reviews() -> list[dict[str, Any]]:
    """Return the reviews that were finished, the oldest first."""
    return list(read_notes(NOTES).get("done", []))


def unfinished() -> dict[str, Any] | None:
    """Return the review that was begun and not finished: its function, and the seconds and saves so far."""
    return read_notes(NOTES).get("open")


def note_unfinished(function: str, seconds: float, saves: int) -> None:
    """Note a review that is not finished yet."""
    begun = {"function": function, "seconds": round(seconds, 1), "saves": saves}
    write_notes(NOTES, {"done": reviews(), "open": begun})


def note_finished(function: str, seconds: float, saves: int) -> None:
    """Note a review that is finished."""
    now = datetime.now().isoformat(timespec="seconds")
    review = {"function": function, "ended": now, "seconds": round(seconds, 1), "saves": saves}
    write_notes(NOTES, {"done": [*reviews(), review], "open": None})


def history(standings: Sequence[Standing]) -> dict[str, Any]:
    """Return what progress shows of reviews, in the form of JSON."""
    plan, today = planned(standings), date.today()
    waiting = [each for each in plan if each.due > today]
    return {
        "done": reviews(),
        "due": [str(each.named) for each in plan if each.due <= today],
        "next": {"function": str(waiting[0].named), "on": waiting[0].due.isoformat()} if waiting else None,
    }
