"""JUnit's XML, which continuous integration shows: a suite for each chapter, a case for each function.

It satisfies both schemas in use: that of Apache Ant's JUnit task, and junit-10.xsd of Jenkins' xUnit plugin.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dojo.grading.words import TO_STUDENTS, Result

ENDING = ".xml"
NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 has no other characters
FINE, BROKEN = "passed", "grader error"


def text(result: Result) -> str:
    """Return one submission's results as XML."""
    suites = Element("testsuites")
    for number, (session, chapter) in enumerate(result["chapters"].items()):
        _suite(suites, number, session, chapter, result)
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _suite(suites: Element, number: int, session: str, chapter: dict[str, Any], result: Result) -> None:
    verdicts = [function["verdict"] for function in chapter["functions"].values()]
    broken = verdicts.count(BROKEN)
    counts = {"tests": len(verdicts), "failures": len(verdicts) - verdicts.count(FINE) - broken, "errors": broken}
    facts = {"name": session, "package": _clean(result["id"]), "id": str(number), "hostname": "localhost", "time": "0"}
    facts |= {"timestamp": result["graded"][:19], **{key: str(count) for key, count in counts.items()}}
    suite = SubElement(suites, "testsuite", facts)
    properties = SubElement(suite, "properties")
    for name in "points", "possible":
        SubElement(properties, "property", {"name": name, "value": str(chapter[name])})
    for name, function in chapter["functions"].items():
        _case(suite, f"{result['id']}.{session}", name, function)
    SubElement(suite, "system-out").text = _clean(chapter["said"])
    SubElement(suite, "system-err")


def _case(suite: Element, place: str, name: str, function: dict[str, Any]) -> None:
    case = SubElement(suite, "testcase", {"name": name, "classname": _clean(place), "time": "0"})
    verdict = function["verdict"]
    if verdict != FINE:
        said = {"type": verdict, "message": TO_STUDENTS[verdict]}
        SubElement(case, "error" if verdict == BROKEN else "failure", said).text = _clean(function["said"])


def _clean(said: str) -> str:
    return NO_TEXT.sub("\ufffd", said)
