"""Posts for a blog: nothing in them that its renderer does not know, and nothing of the lesson lost."""

import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dojo.proof.lessons import text as lessons
from dojo.proof.lessons.text import ALL, read
from dojo.publish import blog, markdown

URL = "https://example.org/katas"
LESSON = """\
# A title

Words.
<!-- check: f"{1}" -->

## Katas

```python
print("<!-- kept -->")
```

### `relu`

Bends. The same hints are folded
away here.

<details>
<summary>Hint 1</summary>

Look.

</details>

## Exercises

### Exercise 1: Why?

<details>
<summary>Answer</summary>

Because of [this](#katas).

</details>

<details>
<summary>More (you may skip this)</summary>

It is long.

</details>

## What comes next

The [next](ch12_matrices.md#katas), `[x](y)`, [`code`](../katas/ch11_arrays.py), [out](https://example.org/a#b).
"""


def options(*arguments: str) -> Namespace:
    """Return what a command line asks for."""
    return blog.parse(["--repository", URL, *arguments])


def tokens(text: str) -> Iterator[Token]:
    """Yield what a parser of the blog's kind, which knows raw HTML only to refuse it, makes of a post."""
    for token in MarkdownIt("commonmark").enable("table").parse(text.split("+++\n", 2)[2]):
        yield token
        yield from token.children or ()


def test_answers_go_to_the_end() -> None:
    """Comments and hints are gone, answers are below a heading at the end, and other folded text is in its place."""
    found = blog.with_answers_last(markdown.without_comments(LESSON))

    assert "check:" not in found and "<!-- kept -->" in found
    assert "Bends.\n\n## Exercises\n\nThe answers are at the end.\n\n### Exercise 1: Why?\n\n**More (you" in found
    assert "**More (you may skip this).**\n\nIt is long.\n\n## What" in found
    assert found.endswith("\n## Answers\n\n### Answer to exercise 1: Why?\n\nBecause of [this](#katas).\n")


@pytest.mark.parametrize(
    ("target", "links"),
    [
        ("react", f"[next](/p/learn-{{}}), `[x](y)`, [`code`]({URL}/blob/main/katas/ch11_arrays.py)"),
        ("hugo", f"[next](/p/learn-{{}}#katas), `[x](y)`, [`code`]({URL}/blob/main/katas/ch11_arrays.py)"),
    ],
)
def test_links(target: str, links: str) -> None:
    """Links lead to posts, by the pattern that is given, and to the repository; others, and code, stay as they are."""
    found = blog.with_links(LESSON, "ch11_arrays", options("--for", target, "--links", "/p/{slug}"))

    slug = "deep-learning-with-numpy-part-1-2-matrix-operations-for-neural-networks"
    assert links.format(slug) + ", [out](https://example.org/a#b)." in found
    assert ("of this." in found) == (target == "react")


@pytest.mark.parametrize("name", ALL)
def test_front_matter(name: str) -> None:
    """A post begins with title, author and date, exactly as the lesson does, and has no other heading above."""
    front = lessons.front_matter(read(name))
    post = blog.post(name, options())

    assert post.split("\n")[:6] == [
        "+++",
        *(f'{key} = "{front[key]}"' for key in ("title", "author", "date")),
        "+++",
        "",
    ]
    assert lessons.headings(post)[:1] == lessons.headings(read(name))[:1]


@pytest.mark.parametrize("target", ["react", "hugo", "zola"])
@pytest.mark.parametrize("name", ALL)
def test_nothing_but_markdown(name: str, target: str) -> None:
    """No raw HTML is left, nothing is said to be folded away, and no link leads into the lessons' own folder."""
    post = blog.post(name, options("--for", target))
    found = list(tokens(post))
    leads = {str(token.attrGet("href") or token.attrGet("src") or "/") for token in found}

    assert [token.content for token in found if token.type.startswith("html")] == []
    assert not re.search(r"folded\s+away|open the\s+answer", post)
    assert [
        lead for lead in leads if not re.match(r"https?://|/" if target == "react" else r"https?://|/|#", lead)
    ] == []


@pytest.mark.parametrize("name", ALL)
def test_no_hint_is_promised(name: str) -> None:
    """No sentence says that the post has hints, which `nox -s hint` alone gives to its readers."""
    sentences = re.split(r"(?<=[.;:])\s", blog.post(name, options()))
    about = [sentence for sentence in sentences if re.search(r"\bhints\b", sentence)]

    assert [sentence for sentence in about if re.search(r"\b(?:below|here|folded|open)\b", sentence)] == []


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_lost(name: str) -> None:
    """All code, formulas, figures and headings of the lesson are in the post, but those of hints."""
    read_whole, post = read(name), blog.post(name, options())
    lesson = re.sub(r"<summary>Hint .*?</details>", "", read_whole, flags=re.S)
    once = re.sub(r"^### Answer to .*\n", "", post, flags=re.M)
    for part in lessons.blocks, lessons.formulas, lessons.figures:
        ours, theirs = (sorted(str(each[:2]) for each in part(text)) for text in (lesson, once))
        assert theirs == [re.sub(r"^\('figures/", "('/images/", each) for each in ours]
    extra = [title for _, title in lessons.headings(post)]
    for _, title in lessons.headings(lesson):
        extra.remove(title)
    assert len([title for title in extra if title.startswith("Answer to ")]) == lesson.count("<summary>Answer<")
    assert [title for title in extra if not title.startswith("Answer to ")] in ([], ["Answers"])


@pytest.mark.parametrize("name", ALL)
def test_headings_of_zola(name: str) -> None:
    """For Zola each heading has the name that links know it by: its name in the lesson, or an answer's own."""
    post = blog.post(name, options("--for", "zola"))
    given = {match[1] for token in tokens(post) if (match := re.search(r" \{#([\w-]+)\}$", token.content))}

    others = {name for name in given - _linkable(name) if not name.startswith("answer")}
    assert given >= _linkable(name) and all(re.search(r"-\d$", name) for name in others)  # the second of one name


def _linkable(name: str) -> set[str]:
    """Return what the headings of a lesson are called in links, but its title."""
    return lessons.anchors(re.sub(r"^# .*\n", "", lessons.FRONT.sub("", read(name)), flags=re.M))


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All posts are written by their addresses, and each image that one shows is beside them."""
    blog.main(["--repository", URL, "--to", str(tmp_path), "--images", "{name}"])

    posts = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md")}
    shown = {name for post in posts.values() for name in re.findall(r"\]\((ch\w+\.png)\)", post)}
    assert sorted(posts) == sorted(map(blog.slug_of, ALL)) and f"{len(ALL)} posts" in capsys.readouterr().out
    assert {path.name for path in (tmp_path / "images").iterdir()} == shown
