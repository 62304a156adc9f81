"""Write what people read of a class: feedback for each student, tables, exports, and a few lines on the screen."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dojo.grading import feedback, tables
from dojo.grading.exports import export
from dojo.grading.roster import Student, missing, strangers
from dojo.grading.words import Result, points, to_look_at
from dojo.ground.safe_files import write_whole


def write_outputs(
    out: Path,
    results: Sequence[Result],
    roster: Mapping[str, Student],
    formats: Iterable[str] = (),
    title: str = "Katas",
    lessons: str = "",
) -> None:
    """Write feedback.md and feedback.html beside each result, wide.csv and long.csv, and the exports into exports/.

    Args:
        out: the folder of the grades, in which each result has a folder already.
        results: of the class, in order.
        roster: by id; empty if there is none, or nobody is to be named.
        formats: some of exports.FORMATS.
        title: what the assignment is called where the grades go.
        lessons: the address before lessons/… in links of the feedback.

    Raises:
        OSError: it cannot be written.
        ValueError: there is no such format.
    """
    files = {"wide.csv": tables.wide(results, roster), "long.csv": tables.long(results, roster)}
    for result in results:
        name = roster.get(result["id"], Student(result["id"])).name
        files[f"{result['id']}/feedback.md"] = feedback.markdown(result, name, lessons)
        files[f"{result['id']}/feedback.html"] = feedback.html(result, name, lessons)
    for each in formats:
        files |= {f"exports/{path}": text for path, text in export(each, results, roster, title).items()}
    for path, text in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(out / path, text.encode())


def summary(results: Sequence[Result], roster: Mapping[str, Student]) -> list[str]:
    """Return what an instructor wants to know first: what a human has to look at, who is missing, and the mean."""
    lines = [f"{result['id']}: {each}" for result in results for each in to_look_at(result)]
    lines.sort(key=lambda line: "grader error" not in line)
    there = [result["id"] for result in results]
    empty = [result["id"] for result in results if not any(_taken(each) for each in result["chapters"].values())]
    for said, names in (
        ("nothing that can be graded", empty),
        ("nothing handed in", missing(roster, there)),
        ("not on the roster", strangers(roster, there) if roster else []),
    ):
        lines += [f"{said}: {', '.join(names)}"] if names else []
    mean = sum(result["points"] for result in results) / max(1, len(results))
    most = max((result["possible"] for result in results), default=0.0)
    return [*lines, f"{len(results)} graded, {points(mean)} of {points(most)} points on average"]


def _taken(chapter: dict[str, object]) -> bool:
    return chapter["verdict"] != "not written"
