"""Grade the one submission that Gradescope's container holds, and leave results.json where Gradescope looks for it.

    python -m dojo.grading.on_gradescope [options of nox -s grade]

What a container holds is described in Gradescope's autograder documentation, "Autograder Specifications" and
"Submission Metadata".
"""

import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from dojo.grading.due import late
from dojo.grading.exports import gradescope
from dojo.grading.sources import of_one_folder
from dojo.ground.chapters import ROOT

CONTAINER = Path("/autograder")
NAME = "submission"
FAILED = "The grader failed here, which is not your mistake. Please tell your instructor."


def main(arguments: list[str], container: Path = CONTAINER) -> None:
    """Grade it with the options of the autograder."""
    submission = of_one_folder(container / "submission", bare=True)
    with tempfile.TemporaryDirectory() as folder:
        katas = Path(folder, "class", NAME, "katas")
        katas.mkdir(parents=True)
        for name, content in submission.katas.items():
            (katas / name).write_bytes(content)
        where = [str(katas.parents[1]), "--out", f"{folder}/grades", "--sandbox", "container"]
        command = [sys.executable, "-m", "dojo.grading", *where, "--seed-file", str(ROOT / "seed"), *arguments]
        run = subprocess.run(command, cwd=ROOT)  # what it says is for the instructor
        found = Path(folder, "grades", NAME, "result.json")
        if found.is_file():
            result = json.loads(found.read_text(encoding="utf-8"))
            none = submission.katas == {}  # the grader saw an empty folder, and says so; the reasons are here
            refused = [each._asdict() for each in submission.refused]
            result |= {"refused": refused if none else refused + result["refused"], "late": _late(container)}
            text = gradescope.text(result)
        else:
            text = json.dumps({"score": 0, "output": f"{FAILED} (exit code {run.returncode})", "output_format": "text"})
    (container / "results").mkdir(exist_ok=True)
    (container / "results" / "results.json").write_text(text, encoding="utf-8")


def _late(container: Path) -> int | None:
    """Return how late it is by what Gradescope knows."""
    try:
        known: dict[str, Any] = json.loads((container / "submission_metadata.json").read_text(encoding="utf-8"))
        due = known["assignment"]["due_date"]
        return late(datetime.fromisoformat(known["created_at"]), datetime.fromisoformat(due)) if due else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


if __name__ == "__main__":
    main(sys.argv[1:])
