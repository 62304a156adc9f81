"""Print how known answers are judged: how many of each chapter, and which in another way than they should be."""

from collections.abc import Sequence
from typing import Any, get_args

from rich.console import Console
from rich.table import Table

from dojo.verdict.known_mistakes import Kind

Verdict = dict[str, Any]  # of one answer: name, kind, core (the test that rejects it), polish (those), said, own


def misjudged(verdict: Verdict) -> str:
    """Say how the tests judge an answer in another way than its name has it; nothing where they agree."""
    core, polish, kind = verdict["core"], verdict["polish"], verdict["kind"]
    if (kind == "wrong") != bool(core):
        return f"core's {core} rejects it" if core else "core passes it"
    if kind == "unpolished" and not polish:
        return "polish passes it"
    return f"polish's {polish[0]} rejects it" if kind == "right" and polish else ""


def misled(verdict: Verdict) -> bool:
    """Tell whether who gave an answer of `mistakes/` is told of a mistake that it does not make."""
    return bool(verdict["said"]) and verdict["own"] is False


def show(verdicts: dict[str, list[Verdict]], rows: bool) -> None:
    """Print a line for each chapter, and each answer that is misjudged or told what is not its own sentence."""
    console, table = Console(), Table("", title="Known answers, judged by core and polish", padding=(0, 0, 0, 1))
    for heading in "wrong", "rejected", "named", "unpolished", "remarked", "named", "plain", "right", "passed":
        table.add_column(heading, justify="right")
    everything = [verdict for each in verdicts.values() for verdict in each]
    for name, each in [*verdicts.items(), ("all", everything)]:
        table.add_row(name[:4], *map(str, counts(each)))
    console.print(table)
    if rows:
        details = Table("answer", "core", "polish", "told", title="What is said of each", show_lines=True)
        for verdict in everything:
            details.add_row(verdict["name"], verdict["core"], "\n".join(verdict["polish"]), verdict["said"])
        console.print(details)
    for verdict in everything:
        if misled(verdict):
            console.print(f"[red]{verdict['name']} is told: {verdict['said']}")
        if how := misjudged(verdict):
            console.print(f"[red]{verdict['name']}: {how}")


def counts(verdicts: Sequence[Verdict]) -> list[int]:
    """Count answers by kind, and how many of them are judged as they should be, and told their own sentence."""
    by_kind = {kind: [verdict for verdict in verdicts if verdict["kind"] == kind] for kind in get_args(Kind)}
    passed = [verdict for kind in ("plain", "right") for verdict in by_kind[kind] if not misjudged(verdict)]
    found: list[int] = []
    for kind in "wrong", "unpolished":
        found += [len(by_kind[kind]), sum(not misjudged(verdict) for verdict in by_kind[kind])]
        found += [sum(bool(verdict["own"]) for verdict in by_kind[kind])]
    return [*found, len(by_kind["plain"]), len(by_kind["right"]), len(passed)]
