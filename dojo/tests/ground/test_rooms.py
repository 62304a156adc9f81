"""Every chapter has a file of the same name in every folder, and the documents name them all."""

import re

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, chapters


def test_rooms_mirror_each_other() -> None:
    """katas/, solutions/, tests/ and mistakes/ have the same chapters, and no stray file."""
    names = [*chapters(), "neural_network"]

    assert sorted(path.stem for path in SOLUTIONS.glob("*.py")) == sorted(names)
    assert sorted(path.stem for path in KATAS.glob("*.py")) == sorted([*names, "noxfile"])
    assert sorted(path.stem for path in (ROOT / "mistakes").glob("ch*.py")) == list(chapters())
    assert sorted(path.stem for path in (ROOT / "tests").glob("*.py")) == sorted(f"test_{name}" for name in chapters())


def test_readme_lists_the_chapters() -> None:
    """The README's table has each chapter's number, title, session, lesson, kata and tests."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    rows = re.findall(
        r"^\| (\d\.\d .*?) \| `(\w+)` \| \[lesson\]\(lessons/(\w+)\.md\) \| .*?\(katas/(\w+)\.py\) "
        r"\| .*?\(tests/(\w+)\.py\) \|$",
        readme,
        re.M,
    )

    wanted = [(f"{c.number} {c.title}", c.session, c.name, c.name, f"test_{c.name}") for c in chapters().values()]
    assert rows == wanted


def test_every_function_says_what_it_takes_and_gives() -> None:
    """A public function's docstring has its arguments, what it returns or yields, and where to read more."""
    for chapter in chapters().values():
        text = (SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8")
        for name, signature in chapter.signatures.items():
            docstring = re.split(r'"""', text[text.index(f"{signature.split('(')[0]}(") :])[1]
            parts = ["Source:"] if signature.startswith("class") else ["Args:", "Source:"]  # a method has its own
            parts += [] if signature.startswith("class") or "-> None" in signature else ["Returns:|Yields:"]
            missing = [part for part in parts if not re.search(part, docstring)]
            assert not missing, f"{chapter.number} {name}: {missing}"


def test_chapters_import_only_numpy_and_earlier_chapters() -> None:
    """A chapter needs no more than NumPy, the standard library, and what the learner has built before."""
    allowed = {"collections.abc", "typing", "types", "numpy", "numpy.typing"}
    torch = {"math", "torch", "torch.nn", "torch.types", "torch.utils.data"}
    for chapter in chapters().values():
        text = (SOLUTIONS / f"{chapter.name}.py").read_text(encoding="utf-8")
        for module in re.findall(r"^(?:from|import) (\S+)", text, re.M):
            earlier = module in chapters() and module < chapter.name
            assert earlier or module in (allowed | torch if chapter.is_optional else allowed), (
                f"{chapter.name} imports {module}"
            )
