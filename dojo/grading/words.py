"""What verdicts are called, to students and to instructors, in one place."""

from typing import Any

Result = dict[str, Any]  # of one submission, as result.schema.json has it

TO_STUDENTS = {
    "passed": "passed",
    "failed": "not right yet",
    "not written": "not written yet",
    "not run": "no result came back, so it counts as not passed",
    "time": "it ran for too long",
    "memory": "it needed too much memory",
    "crashed": "it ended the program",
    "disputed": "its tests pass, but further results differ from the reference's: your instructor will look at it",
    "grader error": "the grader failed here, which is not your mistake: your instructor will grade it again",
}
TO_LOOK_AT = "grader error", "disputed"  # by a human, in this order


def functions_of(result: Result) -> list[tuple[str, str, dict[str, Any]]]:
    """Return each function with the session of its chapter and its name, in the order of the course."""
    return [
        (session, name, function)
        for session, chapter in result["chapters"].items()
        for name, function in chapter["functions"].items()
    ]


def to_look_at(result: Result) -> list[str]:
    """Name the functions that a human has to look at, with their verdicts: `disputed: ch3_1.predict_binary`."""
    verdicts = [(function["verdict"], f"{session}.{name}") for session, name, function in functions_of(result)]
    return [f"{verdict}: {name}" for wanted in TO_LOOK_AT for verdict, name in verdicts if verdict == wanted]


def not_taken(result: Result) -> list[str]:
    """Say a line for each thing that was not taken."""
    return [
        f"not taken: {each['file']}: {each['reason']}" if each["file"] else each["reason"] for each in result["refused"]
    ]


def points(value: float) -> str:
    """Return points without decimals that say nothing: 2, 2.5, 0.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
