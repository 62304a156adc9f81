"""The frame that all lessons have: what is at the top and at the end, and how much there is to read."""

import re
from collections.abc import Iterator

from dojo.proof.lessons.text import FRONT, tokens

END = [
    "Mistakes, and how they look",
    "Katas",
    "After the katas",  # the only one that may be left out
    "Exercises",
    "Recap",
    "Questions",
    "Formulas and shapes",
    "Background",
    "What comes next",
]
WORDS = 3500  # of prose: about 25 minutes
MINUTES, HOURS = 25, {"4": 3}  # at most so long to read; to write in module 4, and 2 hours in the others
ROWS = 8  # of a table of mistakes
TOP = re.compile(
    r"\n\*\*Read:\*\* (?P<minutes>\d+) minutes\. \*\*Write:\*\* (?P<write>[^*]*?)\.\s+"
    r"\*\*You need:\*\* (?P<need>[^*]+?)\n\nAfter this lesson, you can\n\n(?P<can>(?:- .+\n(?:  .+\n)*)+)\n"
)
ANSWER = "<details>\n<summary>Answer</summary>\n\n"


def sections(lesson: str) -> dict[str, str]:
    """Return the text below each heading of the second level."""
    parts = re.split(r"^## (.+)\n", re.sub(FRONT, "", lesson), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def items(section: str) -> int:
    """Return how many items the lists of a section have."""
    return sum(token.type == "list_item_open" and token.level == 1 for token in tokens(section))


def tables(section: str) -> list[int]:
    """Return how many rows each table of a section has, its head not counted."""
    rows = list[int]()
    for token in tokens(section):
        if token.type == "table_open":
            rows.append(-1)
        rows[-1:] = [rows[-1] + 1] if token.type == "tr_open" else rows[-1:]
    return rows


def top_faults(name: str, lesson: str) -> Iterator[str]:
    """Yield what is wrong at the top: how long it takes, what you need, and three things that you can do afterwards."""
    found = TOP.search(lesson)
    if not found:
        yield "it does not begin with **Read:** … minutes. **Write:** … **You need:** … and After this lesson, you can"
        return
    if int(found["minutes"]) > MINUTES:
        yield f"it reads in {found['minutes']} minutes, not {MINUTES} at most"
    hours, most = re.findall(r"\d+(?= hour)", found["write"]), HOURS.get(name[2], 2)
    if not hours and "minutes" not in found["write"] or any(int(number) > most for number in hours):
        yield f"it is written in {found['write']}, not in {most} hours at most"
    if items(found["can"]) != 3:
        yield f"afterwards you can do {items(found['can'])} things, not three"


def end_faults(lesson: str) -> Iterator[str]:
    """Yield what is wrong from the mistakes on: the headings, and what is below them."""
    found = sections(lesson)
    order = [heading for heading in END if heading in found or heading != "After the katas"]
    if list(found)[-len(order) :] != order or len(found) == len(order):
        yield f"its headings end with {', '.join(list(found)[-len(order) :])}, not with {', '.join(order)}"
        return
    if items(found["Recap"]) != 5:
        yield f"its recap has {items(found['Recap'])} lines, not five"
    yield from _question_faults(found["Questions"])
    card = found["Formulas and shapes"]
    if len(tables(card)) != 1 or "| what | formula | shape |" not in card:
        yield "its formulas and shapes are not one table: what | formula | shape"
    mistakes = tables(found["Mistakes, and how they look"])
    if not mistakes or max(mistakes) > ROWS:
        yield f"its tables of mistakes have {mistakes} rows, not {ROWS} at most"
    if "](http" not in found["Background"]:
        yield "its background links no source"


def _question_faults(section: str) -> Iterator[str]:
    headings, answers = (re.split(r"^### (.+)\n", section, flags=re.M)[start::2] for start in (1, 2))
    numbers = [re.match(r"Question (\d): \S", heading) for heading in headings]
    if [number and int(number[1]) for number in numbers] != [1, 2, 3, 4, 5]:
        yield "its questions are not five, from ### Question 1: … to ### Question 5: …"
    for heading, answer in zip(headings, answers, strict=True):
        if ANSWER not in answer:
            yield f"no folded answer follows {heading}"


def words(lesson: str) -> int:
    """Count the words of prose: without code, formulas, and what is folded away."""
    count = folded = 0
    for token in tokens(lesson):
        if token.type == "html_block":
            folded += token.content.count("<details>") - token.content.count("</details>")
        elif token.type == "text" and not folded:
            count += sum(any(map(str.isalnum, word)) for word in token.content.split())
    return count
