"""Feedback says what the tests say, and nothing in it can be anything but text."""

from html.parser import HTMLParser

from markdown_it import MarkdownIt

from dojo.grading.feedback import html, markdown
from dojo.tests.grading.samples import HOSTILE, ada, eve


class Tags(HTMLParser):
    """Collect the tags of a page and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names = set[str]()
        self.attributes = set[str]()
        self.links = list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def test_feedback_has_the_words_of_home() -> None:
    """The points, what passes, what a failure says and what to read again are there, in both forms."""
    for page in markdown(ada(), "Ada Lovelace"), html(ada(), "Ada Lovelace"):
        for words in (
            "Feedback for Ada Lovelace",
            "3.5 of 5 points",
            "1 day and 1 hour late",
            "At the threshold itself the answer is 1.",
            "3 of 5 tests passed, 2 of 8 further results were right",
            "lessons/ch31_perceptron.md#probabilities-become-labels",
            "nox -s ch3_1",
            "Not written yet:",
            "With your own earlier chapters it does not pass yet.",
            "Polish: 9 of 9, which gives 0.5 points in addition.",
        ):
            assert words in page
        assert page.count("Read again") == 1


def test_links_lead_where_the_lessons_are() -> None:
    """A given address goes before the lesson's path."""
    assert "(https://example.org/main/lessons/ch31_perceptron.md#" in markdown(
        ada(), lessons="https://example.org/main/"
    )


def test_a_kata_cannot_inject_html() -> None:
    """A page has the same kinds of tags and attributes, whatever katas print and files are called."""
    page = html(eve(), HOSTILE)

    tags = Tags(page)

    assert tags.names <= Tags(html(ada())).names | {"ul", "li"}
    assert not {name for name in tags.attributes if name.startswith("on") or name == "src"}
    assert not [link for link in tags.links if not link.startswith(("#ch", "lessons/ch41_deep_mlp.md#"))]
    assert "\x1b" not in page and "\x00" not in page and "\u202e" not in page


def test_a_kata_cannot_write_markdown() -> None:
    """A parser of Markdown finds no HTML, and no link or picture but to the lesson."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown(eve(), HOSTILE))

    inline = [child for token in tokens for child in token.children or []]
    links = {str(token.attrs["href"]).split("#")[0] for token in inline if token.type == "link_open"}

    assert {token.type for token in [*tokens, *inline]}.isdisjoint({"html_block", "html_inline", "image"})
    assert links == {"lessons/ch41_deep_mlp.md"}


def test_feedback_keeps_what_is_for_the_instructor() -> None:
    """Why something is disputed, or how the grader failed, is not shown to students."""
    result = ada()
    result["chapters"]["ch3_1"]["functions"]["predict_binary"]["why"] = "expected 0.731"

    assert "0.731" not in markdown(result) + html(result)
