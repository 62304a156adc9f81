"""Results for tests of what is made of them: one of each verdict, with what a hostile kata would like to inject."""

from typing import Any

from dojo.grading.roster import Student
from dojo.grading.words import Result

HOSTILE = "</pre><script>alert(1)</script>\n```\n<img src=x onerror=alert(1)>\x1b[31m\x00 ]]> & \u202e"
ROSTER = {
    "ada": Student("ada", "Ada Lovelace", "ada@example.org", None, {"section": "A", "canvas id": "17"}),
    "eve": Student("eve", '=HYPERLINK("https://example.org")', "+eve@example.org"),
    "zoe": Student("zoe", "Zoë", "zoe@example.org"),
}


def function(verdict: str, **more: Any) -> dict[str, Any]:
    """Return what is known of a function."""
    passed = verdict == "passed"
    known = {
        "verdict": verdict,
        "points": 1.0 if passed else 0.0,
        "possible": 1.0,
        "tests": {"passed": 5 if passed else 3, "of": 5},
        "hidden": {"equal": 8 if passed else 2, "of": 8},
        "said": "",
        "read": "",
    }
    return known | more


def chapter(functions: dict[str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return what is known of a chapter."""
    verdicts = {each["verdict"] for each in functions.values()}
    known = {
        "verdict": "passed" if verdicts == {"passed"} else "failed",
        "points": sum(each["points"] for each in functions.values()),
        "possible": sum(each["possible"] for each in functions.values()),
        "bonus": 0.0,
        "own": None,
        "polish": None,
        "said": "",
        "functions": functions,
    }
    return known | more


def result(name: str, chapters: dict[str, dict[str, Any]], **more: Any) -> Result:
    """Return the result of a submission."""
    known: Result = {
        "schema": 1,
        "id": name,
        "graded": "2026-11-30T10:00:00Z",
        "digest": {key: "sha256:" + "0" * 64 for key in ("tests", "environment", "submission")},
        "seed": 0,
        "points": sum(each["points"] for each in chapters.values()),
        "possible": sum(each["possible"] for each in chapters.values()),
        "late": None,
        "refused": [],
        "chapters": chapters,
        "output": "",
    }
    return known | more


def ada() -> Result:
    """Return an honest result: one chapter passed with polish, another failed."""
    said = "predict_binary: At the threshold itself the answer is 1.\n\n  expected  1\n  got       0"
    said += '\n\nRead again: lessons/ch31_perceptron.md:99, "Probabilities become labels"'
    perceptron = {
        "forward_perceptron": function("passed"),
        "perceptron_loss_and_grads": function(
            "not written", tests={"passed": 0, "of": 9}, hidden={"equal": 0, "of": 0}
        ),
        "predict_binary": function("failed", said=said, read="Probabilities become labels"),
    }
    losses = {"mse_loss": function("passed"), "binary_cross_entropy": function("passed")}
    polished = chapter(losses, polish={"passed": 9, "of": 9}, bonus=0.5, points=2.5, own="failed")
    return result("ada", {"ch2_1": polished, "ch3_1": chapter(perceptron)}, late=90061)


def eve() -> Result:
    """Return a result whose texts are all hostile, and whose verdicts are the rare ones."""
    verdicts = ["not run", "time", "memory", "crashed", "disputed", "grader error"]
    names = ["init_deep_mlp", "forward_mlp", "backward_mlp", "deep_mlp_loss_and_grads", "gradient_norms", "predict"]
    functions = {
        name: function(verdict, said=HOSTILE, read=HOSTILE, why=f"={HOSTILE}")
        for name, verdict in zip(names, verdicts, strict=True)
    }
    refused = [{"file": f"`{HOSTILE}", "reason": HOSTILE}, {"file": "", "reason": "-1 file"}]
    return result("eve", {"ch4_1": chapter(functions, said=HOSTILE)}, refused=refused, output=HOSTILE, late=0)
