"""The book: chapters in order, links that lead somewhere, and formulas that both forms can set."""

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath

import pytest
import typst

from dojo.ground.chapters import chapters
from dojo.proof.lessons import text
from dojo.proof.lessons.text import ALL, read
from dojo.publish import book

URL = "https://example.org/katas"


class Page(HTMLParser):
    """What a page of the EPUB has: names of places, where it leads, formulas, and its first heading."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.names, self.leads, self.formulas = set[str](), list[str](), 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names, and what it leads to or shows."""
        found = {name: value or "" for name, value in attrs}
        self.names |= {found["id"]} if "id" in found else set()
        self.leads += [found[name] for name in ("href", "src") if name in found]
        self.formulas += tag == "math"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the EPUB and the PDF. Typst refuses a link that leads nowhere in the book, and a formula it can't set."""
    epub, pdf = book.write(tmp_path_factory.mktemp("book"), URL)
    return epub, pdf


@pytest.fixture(scope="module")
def pages(files: tuple[Path, Path]) -> dict[str, Page]:
    """Return the pages of the EPUB by their names in it."""
    with zipfile.ZipFile(files[0]) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {name: Page(archive.read(name).decode()) for name in names}


def test_both_forms(files: tuple[Path, Path]) -> None:
    """Both are there, with all figures in them."""
    figures = {name for each in ALL for name, _ in text.figures(read(each))}
    with zipfile.ZipFile(files[0]) as archive:
        kept = [name for name in archive.namelist() if name.endswith(".png")]

    assert files[1].read_bytes().startswith(b"%PDF-") and files[1].stat().st_size > 1_000_000
    assert len(kept) == len(figures)


def test_links_of_the_epub(files: tuple[Path, Path], pages: dict[str, Page]) -> None:
    """Each link inside the EPUB leads to a place that it has."""
    with zipfile.ZipFile(files[0]) as archive:
        there = set(archive.namelist())
    for name, page in pages.items():
        for lead in page.leads:
            path, _, anchor = lead.partition("#")
            target = normpath(join(name, "..", path)) if path else name
            if not lead.startswith(("http:", "https:")):
                assert target in there and (not anchor or anchor in pages[target].names), f"{name} leads to {lead}"


def test_formulas_of_the_epub(pages: dict[str, Page]) -> None:
    """Each formula of the chapters is set."""
    chapters = [book.chapter(name, URL) for name in ALL]

    assert sum(page.formulas for page in pages.values()) == sum(len(list(text.formulas(each))) for each in chapters)


def test_logarithms_of_the_epub(files: tuple[Path, Path]) -> None:
    """There is space between a factor and a logarithm, and between its name and a number or letter."""
    with zipfile.ZipFile(files[0]) as archive:
        pages = " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))
    pages = re.sub(r"</?mrow[^>]*>|<mo>(?:&#8289;|\u2061)</mo>", "", pages)
    ln = '<mi mathvariant="normal">ln</mi>'

    assert re.findall(rf"{ln}\s*<(?:mi|mn|msub|msup|mfrac)\b", pages) == []
    before = rf"(?:\w</mi>|</mn>|</msub>|</mfrac>|\)</mo>)(?<!<msup><mi>e</mi>){ln}"
    assert re.findall(before, pages) == [] and pages.count(ln) > 100


@pytest.mark.parametrize("name", ALL)
def test_chapter(name: str) -> None:
    """A chapter begins with its number and title, and no link of it leads to a file of the repository."""
    chapter = book.chapter(name, URL)
    title = re.sub(r"^.*?(Part |: )", "", text.title(name)).replace(":", "", 1)

    assert chapter.split("\n", 1)[0] == f"# {title} {{#{name}}}"
    assert all(re.match(r"https?://|#|figures/", lead) for lead, _ in text.links(chapter))


def test_rows_stand_apart() -> None:
    """Pairs of aligned formulas get a space between them, also after a matrix; its columns get none."""
    first, second = r"a &= 1 & b &= 2 \\", r"c &= \begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix} & d &= 3"
    found = book.apart(rf"\begin{{aligned}} {first} {second} \end{{aligned}}")

    assert found.replace(r"1 \qquad & b", "1 & b").replace(r"} \qquad & d", "} & d").count(r"\qquad") == 0
    assert found.count(r"1 \qquad & b") == found.count(r"} \qquad & d") == 1


def test_bars() -> None:
    """Bars enclose a magnitude; a single one stays what it is."""
    assert book.for_typst(r"$e^(- \| z \|)$ and $p (y \| x)$") == r"$e^(- abs(z))$ and $p (y \| x)$"


def test_a_slash_is_close_to_a_name() -> None:
    """A fraction on one line has no space before a name, as it has none before a letter."""
    assert book.for_typst(r'$2 \/ upright("fan-in")$') == r'$2 \/upright("fan-in")$'


def test_code_fits(tmp_path: Path) -> None:
    """A line of code with 88 columns, the most that a lesson has, is not divided."""
    source = book.typst_source(str(tmp_path), "# Title", "--toc")
    heights = ", ".join(f'measure(raw("{"a " * each}ab", block: true), width: page.width).height' for each in (43, 0))
    (tmp_path / "book.typ").write_text(f"{source}\n#layout(page => assert.eq({heights}))", "utf-8")

    assert typst.compile(str(tmp_path / "book.typ"))


@pytest.mark.parametrize("short", [r'raw("a\n" * 7 + "a", block: true)', "table(columns: 2, ..range(12).map(str))"])
def test_what_is_short_stays_together(tmp_path: Path, short: str) -> None:
    """Eight lines of code, or six rows of a table, for which a page has no place are on the next one."""
    source = book.modules() + (book.STYLES / "book.typ").read_text("utf-8") + f"\n#v(92%)\n#let short = {short}\n"
    end = "context assert(here().position().y > 60pt + measure(short, width: page.width).height)"
    (tmp_path / "book.typ").write_text(source + f"#layout(page => {{ figure(kind: table, short)\n{end} }})", "utf-8")

    assert len(typst.compile(str(tmp_path / "book.typ"), format="png", ppi=10)) == 2


def test_a_long_table_goes_on(tmp_path: Path) -> None:
    """The rows of a long table that have no place on a page are on the next one."""
    (tmp_path / "book.typ").write_text(
        book.modules()
        + (book.STYLES / "book.typ").read_text("utf-8")
        + "#figure(table(columns: 1, ..range(100).map(str)))",
        "utf-8",
    )

    assert isinstance(pages := typst.compile(str(tmp_path / "book.typ"), format="png", ppi=10), list)
    assert len(pages) == 3


def test_contents_name_modules() -> None:
    """Above a module's first chapter, and above no other, is the module's title."""
    found = re.findall(r'(\w+): "Module (\d)', book.modules())

    assert sorted(found) == [(min(name for name in chapters() if name[2] == number), number) for number in "12345"]
