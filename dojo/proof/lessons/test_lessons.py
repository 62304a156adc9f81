"""Every lesson is true: it runs as it stands, shows what comes of it, and leads where it says."""

import re
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib import image, pyplot

from dojo.ground.chapters import ROOT, SOLUTIONS, chapters
from dojo.proof.lessons import formulas, text
from dojo.proof.lessons.run import Runner
from dojo.proof.project import make_project

NAMES = ["ch00_introduction", *chapters()]
TITLES = {"ch00_introduction": "Part 0: Introduction"}
TITLES.update({c.name: f"Part {c.number}: {c.title}" for c in chapters().values()})
FIRST = "2025-06-05"  # when the introduction and 1.1 appeared
ALIKE = 0.02  # how far apart two drawings of one figure may be: mean difference, of black and white


def read(name: str) -> str:
    """Return the text of a lesson."""
    return (text.LESSONS / f"{name}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """Return what runs lessons, in a project whose katas are all written."""
    project = make_project(tmp_path_factory.mktemp("project"))
    for path in SOLUTIONS.glob("*.py"):
        (project / "katas" / path.name).write_bytes(path.read_bytes())
    (project / "lessons" / "figures").mkdir(exist_ok=True)
    matplotlib.use("Agg")
    return Runner(project)


@pytest.mark.parametrize("name", NAMES)
def test_lesson_runs(name: str, runner: Runner) -> None:
    """Its blocks run in order, print what is shown, compute its numbers, and draw its figures."""
    drawn = runner.project / "lessons" / "figures"
    for file in drawn.iterdir():
        file.unlink()
    runner.run(text.LESSONS / f"{name}.md")
    pyplot.close("all")

    shown = {Path(source).name for source, _ in text.figures(read(name))}
    assert {file.name for file in drawn.iterdir()} == shown
    for file in drawn.iterdir():
        expect_alike(text.LESSONS / "figures" / file.name, file)


def expect_alike(kept: Path, drawn: Path) -> None:
    """Fail unless two pictures show the same; in pixels they may differ a little, as fonts do."""
    a, b = (np.asarray(image.imread(path), dtype=np.float64) for path in (kept, drawn))
    assert a.shape == b.shape, f"{kept.name} has {a.shape} pixels, and drawn again {b.shape}"
    difference = float(np.abs(a - b).mean())
    assert difference < ALIKE, f"{kept.name} drawn again differs by {difference:.3f}: is it out of date?"


@pytest.mark.parametrize("name", NAMES)
def test_front_matter(name: str) -> None:
    """The title is the chapter's, and the date is that of the first posts, or a later one."""
    front = text.front_matter(read(name))

    assert front["title"] == f"Learn Deep Learning with NumPy, {TITLES[name]}"
    assert (front["date"] == FIRST) == (name in ("ch00_introduction", "ch11_arrays")) and front["date"] >= FIRST


@pytest.mark.parametrize("name", [*NAMES, "glossary"])
def test_links_lead_somewhere(name: str) -> None:
    """Each link inside the repository leads to a file that is there, and to one of its headings."""
    for target, line in text.links(read(name)):
        if re.match(r"https?://[\w.-]+\.\w+(/\S*)?$", target):
            continue
        path, anchor = text.path_of(target, name)
        assert path.is_file() and path.is_relative_to(ROOT), f"{name}.md:{line}: there is no {target}"
        fine = not anchor or anchor in text.anchors(path.read_text(encoding="utf-8"))
        assert fine, f"{name}.md:{line}: {path.name} has no heading for #{anchor}"


@pytest.mark.parametrize("name", NAMES)
def test_neighbours_are_linked(name: str) -> None:
    """A lesson leads to the one before and the one after."""
    place, targets = NAMES.index(name), {Path(target).stem for target, _ in text.links(read(name))}

    assert {*NAMES[max(place - 1, 0) : place], *NAMES[place + 1 : place + 2]} <= targets


@pytest.mark.parametrize("name", [*NAMES, "glossary"])
def test_formulas(name: str) -> None:
    """KaTeX can set each formula."""
    formulas.install()
    found = list(text.formulas(read(name)))
    for (tex, _, line), fault in zip(found, formulas.faults([each[:2] for each in found]), strict=True):
        assert not fault, f"{name}.md:{line}: {tex}\n{fault}"


@pytest.mark.parametrize("name", NAMES)
def test_figures_speak(name: str) -> None:
    """A lesson has a figure, and each figure has a text for those who do not see it."""
    found = list(text.figures(read(name)))

    assert found or name == "ch00_introduction"
    assert [source for source, alternative in found if len(alternative) < 30] == []


def test_no_figure_is_left_over() -> None:
    """Each picture in lessons/figures/ is shown by a lesson."""
    shown = {Path(source).name for name in NAMES for source, _ in text.figures(read(name))}

    assert {path.name for path in (text.LESSONS / "figures").iterdir()} == shown


@pytest.mark.parametrize("name", list(chapters()))
def test_katas_and_exercises(name: str) -> None:
    """A lesson names each function of its chapter under Katas, and has four exercises or more, with folded answers."""
    lesson, chapter = read(name), chapters()[name]
    katas = lesson[lesson.index("\n## Katas\n") : lesson.index("\n## Exercises\n")]
    exercises = re.split(r"\n### Exercise \d", lesson[lesson.index("\n## Exercises\n") :])[1:]

    assert re.findall(r"\n### `(\w+)`\n", katas) == list(chapter.signatures)
    assert f"nox -s {chapter.session}" in katas
    assert len(exercises) >= 4
    answered = re.compile(r"<details>\n<summary>Answer</summary>\n\n(?:.|\n)*```python\n(?:.|\n)*\n</details>\n")
    assert [number for number, exercise in enumerate(exercises, 1) if not answered.search(exercise)] == []


def test_chapters_link_their_lessons() -> None:
    """The README's table and each chapter's docstring lead to the lesson."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in chapters():
        assert f"(lessons/{name}.md)" in readme
        docstring = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8").split('"""')[1]
        assert f"lessons/{name}.md" in docstring, f"{name}.py does not name its lesson"


def test_lessons_are_all() -> None:
    """lessons/ has the introduction, a lesson for each chapter, and the glossary."""
    assert sorted(path.stem for path in text.LESSONS.glob("*.md")) == sorted([*NAMES, "glossary"])


def test_glossary() -> None:
    """Its terms are in order, and each is set in italics where the glossary says that a lesson introduces it."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| \[[\d.]+\]\((\w+)\.md#?([\w-]*)\) \|$", read("glossary"), re.M)
    terms = [term for term, _, _ in rows]
    assert terms == sorted(terms, key=str.lower) and len(set(terms)) == len(terms) > 80

    for term, name, anchor in rows:
        sections = re.split(r"^(?=#{2,4} )", read(name), flags=re.M)[1:] if anchor else [read(name)]
        section = next(part for part in sections if not anchor or anchor in text.anchors(part.splitlines()[0]))
        introduced = re.search(rf"\*{re.escape(term[:-1])}\w*\*", " ".join(section.split()), re.I)
        assert introduced, f"{name}.md does not introduce *{term}* under #{anchor}"
