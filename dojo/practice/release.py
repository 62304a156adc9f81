"""What a release changed for a learner: what the changelog says, and the functions that katas/ has to know of."""

import re
from collections.abc import Callable, Iterator

from dojo.ground.chapters import signatures_in
from dojo.ground.stub_maker import looks_untouched
from dojo.ground.typed import nox

Read = Callable[[str], str]  # from a path in the project to what the file holds, nothing if there is none


def changes(before: Read, after: Read) -> list[str]:
    """Return what to tell a learner, line by line.

    Args:
        before: reads a file of the release that the learner had.
        after: reads a file as it is now, with the learner's katas.
    """
    said = list(news(before("CHANGELOG.md"), after("CHANGELOG.md")))
    functions = [line for name in names(after) for line in of_chapter(name, before, after)]
    packages = "dependencies" if _dependencies(before) != _dependencies(after) else ""
    return [
        *(["", "What is new:", *said] if said else []),
        *(["", "In the chapters:", *functions] if functions else []),
        *(["", "The next session installs what else the release needs."] if packages else []),
        "",
        f"To see where you are: {nox()}",
    ]


def news(before: str, after: str) -> Iterator[str]:
    """Yield the items of a changelog that were not there before, each with all of its lines."""
    known = set(_items(before))
    for item in _items(after):
        if item not in known:
            yield from item.splitlines()


def names(read: Read) -> list[str]:
    """Return the chapters that a README's table lists, in order."""
    return list(dict.fromkeys(re.findall(r"\]\(katas/(ch\d\d_\w+)\.py\)", read("README.md"))))


def of_chapter(name: str, before: Read, after: Read) -> Iterator[str]:
    """Yield what a release changed in a chapter that concerns its kata."""
    solution, kata = f"solutions/{name}.py", after(f"katas/{name}.py")
    was, now = (signatures_in(read(solution)) for read in (before, after))
    number, begun = f"{name[2]}.{name[3]}", not looks_untouched(kata.encode())
    if not was and now:
        yield f"- {number} is a new chapter: {', '.join(now)}"
        return
    there = signatures_in(kata)
    for function in now.keys() - was.keys():
        where = (
            "its stub is in your kata"
            if function in there
            else f"get its stub: {nox()} -s reset -- ch{name[2]}_{name[3]}.{function}"
        )
        yield f"- {number} {function} is new: {where}"
    for function in was.keys() - now.keys():
        yield f"- {number} {function} is no longer needed" + (": yours is left as it is" if function in there else "")
    for function in [each for each in now if each in was and was[each] != now[each]]:
        yield f"- {number} {function} is called in another way: {now[function].rstrip(':')}"
        if begun and function in there and there[function] != now[function]:
            yield f"  yours is still: {there[function].rstrip(':')}"
    tests = [f"tests/test_{name}.py", f"tests/polish/test_{name}.py"]
    if begun and any(before(test) != after(test) for test in tests):
        yield f"- {number} has other tests: `nox` runs them on your kata"


def _items(changelog: str) -> list[str]:
    return [item.strip() for item in re.split(r"^(?=- |#)", changelog, flags=re.M) if item.startswith("- ")]


def _dependencies(read: Read) -> list[str]:
    found = re.search(r"^dependencies = \[(.*?)^\]", read("pyproject.toml"), re.M | re.S)
    return sorted(found[1].split()) if found else []
