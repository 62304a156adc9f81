"""The site: every link and anchor leads somewhere, every formula is set, and nobody else is asked for anything."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from dojo.ground.chapters import ROOT
from dojo.proof.lessons import glossary, text
from dojo.proof.lessons.text import ALL, NAMES, read
from dojo.publish import site

LARGEST = 300_000  # bytes of a lesson without its figures


class Page(HTMLParser):
    """What a page has: names of places, where links lead, what it loads, and how many formulas."""

    def __init__(self, path: Path) -> None:
        """Read a page."""
        super().__init__()
        self.names, self.links, self.loads, self.formulas = set[str](), list[str](), list[str](), 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names, and what it leads to or loads."""
        found = {name: value or "" for name, value in attrs}
        self.names |= {found["id"]} if "id" in found else set()
        self.links += [found["href"]] if tag == "a" else []
        self.loads += [found[name] for name in ("src", "href") if name in found and tag != "a"]
        self.formulas += tag == "math"


def dead(folder: Path) -> list[str]:
    """Return the links of a site's pages, and what they load, that lead nowhere within the site."""
    pages = {path: Page(path) for path in folder.rglob("*.html")}
    found = list[str]()
    for path, page in pages.items():
        for lead in page.links + page.loads:
            parts = urlsplit(lead)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            target /= "index.html" if target.is_dir() else ""
            name = unquote(parts.fragment)
            if not target.is_file() or name and name not in pages[target].names:
                found.append(f"{path.relative_to(folder)} leads to {lead}")
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site that has just been built."""
    folder = (tmp_path_factory.mktemp("site") / "built").resolve()
    site.main(["--repository", "https://example.org/katas", "--to", str(folder)])
    return folder


def test_every_link_leads_somewhere(folder: Path) -> None:
    """Links, anchors, figures, styles and scripts of all pages are there."""
    assert dead(folder) == []


def test_pages(folder: Path) -> None:
    """Each lesson has a page of its own, of which the search knows, beside the front page and that of the search."""
    entry = json.loads((folder / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))

    assert {path.parent.name for path in folder.glob("*/index.html")} == {*ALL, "search"}
    assert entry["languages"]["en"]["page_count"] == len(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_lesson(folder: Path, name: str) -> None:
    """A lesson has all its formulas, no comment and no Markdown links, is light, and loads nothing from elsewhere."""
    path = folder / name / "index.html"
    page, html = Page(path), path.read_text(encoding="utf-8")

    assert page.formulas == len(list(text.formulas(read(name)))) and "$$" not in html
    assert path.stat().st_size < LARGEST and "<!-- " not in html
    assert [lead for lead in page.links if ".md" in lead and "/blob/main/" not in lead] == []
    assert [load for load in page.loads if urlsplit(load).scheme not in ("", "data")] == []


@pytest.mark.parametrize("name", ALL)
def test_names_keep_their_underscores(folder: Path, name: str) -> None:
    """No name outside of code, such as `Module.__init__`, has become bold."""
    html = (folder / name / "index.html").read_text(encoding="utf-8")

    assert re.findall(r"\w\.<strong>[^<]*|[^<>]*</strong>\(", html) == []


@pytest.mark.parametrize("name", NAMES)
def test_terms_show_their_meaning(folder: Path, name: str) -> None:
    """Each term in italics has its meaning from the glossary, in any of its forms, and if a line ends within it."""
    html = re.sub(r'<a class="?term[^>]*><em>[^<]*</em></a>', "", (folder / name / "index.html").read_text("utf-8"))
    bare = [" ".join(words.split()) for words in re.findall(r"<em>([^<]+)</em>", html)]

    assert [words for words in bare if any(glossary.means(words, entry.term) for entry in glossary.entries())] == []


@pytest.mark.parametrize("name", ALL)
def test_formulas_are_set_well(folder: Path, name: str) -> None:
    """A sign after a formula is held to it, a prime has its full size, and bars have no space around them."""
    html = (folder / name / "index.html").read_text(encoding="utf-8")

    assert re.findall(r"</math></span>[.,;:!?)]|\(<span class=.katex.>", html) == []
    assert "′</mo></msup>" not in html and '<mo stretchy="false">∣</mo>' not in html


def test_printing(folder: Path) -> None:
    """Paper gets dark text, also if the reader has chosen the dark theme, and figures that nobody has scrolled to."""
    style = next(folder.glob("site.min.*.css")).read_text(encoding="utf-8")
    schemes = re.findall(r"([^{}]*)\{[^{}]*color-scheme:light[;}]", style.split("@media print")[1])

    assert [scheme.split(",")[-1] for scheme in schemes] == [":root[data-theme]"]
    assert not [path for path in folder.rglob("*.html") if re.search('loading="?lazy', path.read_text("utf-8"))]


def test_cells_of_words_are_wide(folder: Path) -> None:
    """A cell of more than three words is wide enough to be read, also beside formulas on a narrow page."""
    html = (folder / "ch12_matrices" / "index.html").read_text(encoding="utf-8")

    assert '<td class="words">two people, two shops</td>' in html.replace("class=words", 'class="words"')
    assert '<td class="words">transpose</td>' not in html and "<td>transpose</td>" in html


def test_dead_links_are_found(tmp_path: Path) -> None:
    """A link to no page, one to no heading, and a figure that is not there are told."""
    (tmp_path / "index.html").write_text(
        '<a href="a/">x</a><a href="#b">x</a><img src="c.png"><a href="#d" id="d">x</a>'
    )

    assert [fault.split()[-1] for fault in dead(tmp_path)] == ["a/", "#b", "c.png"]


def test_what_hugo_says_is_shown() -> None:
    """If the site cannot be built, the session fails and says why."""
    code = "from dojo.publish import site; site._run('hugo', 'build', '--source', 'no/such/folder')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 1 and "hugo could not build the site" in done.stderr and "no/such/folder" in done.stderr
