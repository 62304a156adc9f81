"""Results in the formats that others read: each module makes one, as texts by the paths of their files.

What the formats are is published by those who read them; each module says where.
"""

from collections.abc import Mapping, Sequence

from dojo.grading.exports import canvas, classroom50, gradescope, junit, moodle
from dojo.grading.roster import Student
from dojo.grading.words import Result

FORMATS = "gradescope", "junit", "canvas", "moodle", "classroom50"


def export(name: str, results: Sequence[Result], roster: Mapping[str, Student], title: str = "Katas") -> dict[str, str]:
    """Return the files of a format, by their paths below the folder of exports.

    Args:
        name: of the format, one of FORMATS.
        results: of the class.
        roster: by id; it may be empty.
        title: what the assignment is called where the grades go.

    Raises:
        ValueError: there is no such format, or it cannot hold these results.
    """
    if name == "canvas":
        return {"canvas.csv": canvas.text(results, roster, title)}
    if name == "moodle":
        return {"moodle.csv": moodle.text(results, roster, title)}
    for each, module in (("gradescope", gradescope), ("junit", junit), ("classroom50", classroom50)):
        if name == each:
            return {f"{name}/{result['id']}{module.ENDING}": module.text(result) for result in results}
    raise ValueError(f"there is no format {name!r}, only {', '.join(FORMATS)}")
