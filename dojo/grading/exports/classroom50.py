"""result.json, which an autograder leaves for Classroom 50.

Its runner says in the environment what is graded; outside of the runner, stand-ins keep the file valid.
Source: Classroom 50's wiki, "Advanced Autograding", section "The result.json contract" (classroom50/result/v1).
"""

import json
import os
from typing import Any

from dojo.grading.words import Result, functions_of

ENDING = "/result.json"


def text(result: Result) -> str:
    """Return one submission's result.json: integers alone, and no bonus, since no score may exceed its maximum."""
    everything = functions_of(result)
    scale = 1 if all(float(function["possible"]).is_integer() for *_, function in everything) else 100
    tests = [_test(f"{session}.{name}", function, scale) for session, name, function in everything]
    tag = f"submit/{result['graded'][:19].replace(':', '-')}Z-{result['digest']['submission'][-7:]}"
    content = {
        "schema": "classroom50/result/v1",
        "classroom": _told("CLASSROOM", "katas"),
        "assignment": _told("ASSIGNMENT", "katas"),
        "owner": _told("USERNAME", result["id"]),
        "usernames": [_told("USERNAME", result["id"])],  # what the owner was called at first
        "submission": _told("SUBMISSION_TAG", tag),
        "commit": _told("COMMIT_URL", "unknown"),
        "release": _told("RELEASE_URL", "unknown"),
        "review": _told("REVIEW_URL", _told("COMMIT_URL", "unknown")),
        "datetime": f"{result['graded'][:19]}Z",
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _test(name: str, function: dict[str, Any], scale: int) -> dict[str, Any]:
    return {
        "test-name": name,
        "passed": function["verdict"] == "passed",
        "score": round(function["points"] * scale),
        "max-score": round(function["possible"] * scale),
    }


def _told(variable: str, otherwise: str) -> str:
    return os.environ.get(variable) or otherwise
