"""The command line of `nox -s blog`, which writes the lessons as posts for a blog that knows no raw HTML:

    python -m dojo.publish.blog --repository URL [--for react|hugo|zola] [--links PATTERN] [--images PATTERN] [--to DIR]

Answers go to the end of a post, hints are left out (`nox -s hint` gives them), and so are comments.
"""

import argparse
import re
import shutil
from pathlib import Path

from dojo.ground.chapters import ROOT
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import short
from dojo.proof.lessons.text import ALL, FRONT, LESSONS, front_matter, read
from dojo.publish.markdown import (
    DETAILS,
    HEADING,
    LINK,
    address,
    outside_code,
    single_gaps,
    slug,
    with_names,
    without_comments,
)

SAID = {  # of what is folded away in the repository
    r"\s+The\s+same\s+hints\s+are\s+(?:folded\s+away\s+here|below,\s+folded)\.": "",
    r"\bgives\s+the\s+hints\s+below\s+one\s+by\s+one": "gives hints one by one",
    r"\b([Aa]nswers\s+are)\s+folded\s+away\b": r"\1 at the end",
    r"\bbefore\s+you\s+open\s+the\s+answer\b": "before you look at its answer, at the end",
}
ASKING = re.compile(r"^## (Exercises|Questions)$", re.M)
AUTHOR = {"zola": 'authors = ["{}"]'}  # and in other front matter: author = "…"


def post(name: str, options: argparse.Namespace) -> str:
    """Return a lesson as a post."""
    text = read(name)
    front = front_matter(text)
    body = with_links(with_answers_last(without_comments(FRONT.sub("", text))), name, options)
    if options.target != "react":  # whose pages have no heading but the post's own
        body = re.sub(r"\A# .+\n\n", "", body)
    if options.target == "zola":  # which would name headings in its own way
        body = with_names(body)
    author = AUTHOR.get(options.target, 'author = "{}"').format(front["author"])
    return f'+++\ntitle = "{front["title"]}"\n{author}\ndate = "{front["date"]}"\n+++\n\n{body}'


def with_answers_last(text: str) -> str:
    """Return a text without hints, its answers below a heading at the end, and what else was folded in its place."""
    answers = list[str]()

    def unfold(match: re.Match[str]) -> str:
        summary, inside = match["summary"], match["inside"]
        if summary.startswith("Hint "):
            return ""
        if summary != "Answer":
            return f"**{summary}.**\n\n{inside}\n"
        *_, above = (heading["title"] for heading in HEADING.finditer(text, 0, match.start()))
        answers.append(f"### Answer to {above[0].lower()}{above[1:]}\n\n{inside}\n")
        return ""

    text = outside_code(DETAILS, unfold, text)
    for said, instead in SAID.items():
        text = re.sub(said, instead, text)
    text = single_gaps(text).rstrip() + "\n"
    if not answers:
        return text
    text = outside_code(ASKING, lambda match: f"{match[0]}\n\nThe answers are at the end.", text)
    return f"{text}\n## Answers\n\n" + "\n".join(answers)


def with_links(text: str, name: str, options: argparse.Namespace) -> str:
    """Return a text whose links lead to other posts, to the repository, and to images where the blog has them."""

    def lead(match: re.Match[str]) -> str:
        where = address(match["target"], name)
        if where is None:
            return match[0]
        path = Path(where.path)
        if match["image"]:
            target = options.images.format(name=path.name)
        elif path.parent.name != "lessons":
            target = f"{options.repository.rstrip('/')}/blob/{options.branch}/{where.path}"
            target += f"#{where.anchor}" if where.anchor else ""
        else:
            same = path.stem == name
            target = "" if same else options.links.format(slug=slug_of(path.stem), name=path.stem)
            if options.target != "react":
                target += f"#{where.anchor}" if where.anchor else ""
            elif same:
                return match["text"]  # its headings have no names, so no link can lead to them
        return f"{match['image']}[{match['text']}]({target})"

    return outside_code(LINK, lead, text)


def slug_of(name: str) -> str:
    """Return what a lesson's post is called: its title, in lower-case words."""
    return slug(front_matter(read(name))["title"])


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = Parser("blog", "Write the lessons as posts of a blog.")
    say = parser.add_argument
    say(
        "--repository", required=True, metavar="URL", help="where links to katas lead, such as https://github.com/me/it"
    )
    say("--branch", default="main", help="the branch that these links show (main)")
    say("--for", dest="target", choices=["react", "hugo", "zola"], default="react",
        help="what renders it: react-markdown with remark-math and rehype-katex, Hugo or Zola")  # fmt: skip
    say("--links", default="/blog/{slug}", metavar="PATTERN",
        help="a post's address; {slug} is its file's name, {name} ch34_backpropagation (/blog/{slug})")  # fmt: skip
    say("--images", default="/images/{name}", metavar="PATTERN", help="the address of an image (/images/{name})")
    say("--to", type=Path, default=ROOT / "published" / "blog", metavar="DIR", help="where it goes (published/blog)")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Write all posts and their images, and print where they are."""
    options = parse(arguments)
    (options.to / "images").mkdir(parents=True, exist_ok=True)
    for name in ALL:
        text = post(name, options)
        (options.to / f"{slug_of(name)}.md").write_text(text, encoding="utf-8", newline="\n")
        for image in sorted(set(re.findall(r"\]\(figures/([\w.-]+)\)", read(name)))):
            shutil.copyfile(LESSONS / "figures" / image, options.to / "images" / image)
    print(f"{len(ALL)} posts and their images are in {short(options.to)}")


if __name__ == "__main__":
    main()
