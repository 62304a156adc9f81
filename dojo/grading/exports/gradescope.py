"""results.json, which an autograder leaves for Gradescope.

Source: Gradescope's autograder documentation, "Autograder Specifications", section "Output format".
"""

import json
from typing import Any

from dojo.grading import due
from dojo.grading.words import TO_STUDENTS, Result, functions_of, not_taken, points

ENDING = ".json"
LONGEST = 10_000  # characters shown of one text


def text(result: Result) -> str:
    """Return one submission's results.json; students see all of it, so it has no more than the feedback."""
    tests = [_test(*each) for each in functions_of(result)]
    content = {
        "score": result["points"],
        "output": _summary(result),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"digest": result["digest"], "late": result["late"]},
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _test(session: str, name: str, function: dict[str, Any]) -> dict[str, Any]:
    read = f'\n\nRead again: "{function["read"]}"' if function["read"] else ""
    passed = function["verdict"] == "passed"
    said = "" if passed else f"{TO_STUDENTS[function['verdict']]}\n\n{function['said']}{read}".strip()
    return {
        "number": session.removeprefix("ch").replace("_", "."),
        "name": name,
        "score": function["points"],
        "max_score": function["possible"],
        "status": "passed" if passed else "failed",
        "output": said[:LONGEST],
        "tags": [session],
        "visibility": "visible",
    }


def _summary(result: Result) -> str:
    """Say what concerns the submission as a whole."""
    lines = [f"{points(result['points'])} of {points(result['possible'])} points"]
    if late := due.in_words(result["late"]):
        lines.append(late)
    lines += [f"{session}: {each['said']}" for session, each in result["chapters"].items() if each["said"]]
    lines += not_taken(result)
    return "\n".join(lines)[:LONGEST]
