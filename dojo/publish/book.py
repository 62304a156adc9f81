"""The command line of `nox -s book`, which makes one EPUB and one PDF of all lessons, by Pandoc and Typst:

    python -m dojo.publish.book --repository URL [--to DIR]

Answers are at the end of their chapter. Hints are left out: a reader of a book has `nox -s hint` for them.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import typst

from dojo.ground.chapters import ROOT, chapters
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import short
from dojo.practice.progress import MODULES
from dojo.proof.lessons.text import ALL, FRONT, LESSONS, front_matter, read
from dojo.publish.blog import with_answers_last
from dojo.publish.markdown import LINK, address, outside_code, with_names, without_comments

NAME = "learn-deep-learning-with-numpy"
TITLE = "Learn Deep Learning with NumPy"
READER = "gfm+tex_math_dollars+attributes-raw_html"
CR = re.compile(r"\\cr\b")  # ends a row where Markdown would eat two backslashes; Pandoc knows these alone
ALIGNED = re.compile(r"\\begin\{aligned\}.*?\\end\{aligned\}", re.S)
ROW = re.compile(r"\\begin\b|\\end\b|\\\\|&")
BARS = re.compile(r"\\\| ([\w +-]+) \\\|")  # around a magnitude, as Pandoc writes them: with space
AFTER = re.compile(r"(\\(?:ln|tanh))(?: +(?!\()|(?=\\frac))")  # where TeX has a small space by itself
BEFORE = re.compile(r"(?<=[\w)}\]])(?<!\\[gl]e) ?(?=\\(?:ln|tanh)\b)")
STYLES = ROOT / "dojo" / "publish"
SUBTITLE = "From np.array to a network that reads handwritten digits"
SIZE = "--variable=fontsize:10.5pt"  # 88 columns of code fit on a line
COMMON = ["--toc", f"--metadata=title:{TITLE}", f"--metadata=subtitle:{SUBTITLE}",
          "--metadata=lang:en-US"]  # fmt: skip


def chapter(name: str, repository: str) -> str:
    """Return a lesson as a chapter of the book."""
    text = with_answers_last(without_comments(FRONT.sub("", read(name))))
    text = re.sub(r"\A# .*?(?:Part ([\d.]+): |: )", lambda match: f"# {match[1]} " if match[1] else "# ", text)

    def lead(match: re.Match[str]) -> str:
        where = address(match["target"], name)
        if match["image"] or where is None:
            return match[0]
        path = Path(where.path)
        if path.parent.name == "lessons":
            return f"[{match['text']}](#{path.stem}{where.anchor and f'-{where.anchor}'})"
        return f"[{match['text']}]({repository.rstrip('/')}/blob/main/{where.path})"

    text = outside_code(CR, lambda _: r"\\", outside_code(LINK, lead, text))
    first, rest = text.split("\n", 1)
    rest = ALIGNED.sub(lambda match: apart(match[0]), rest)
    return f"{first} {{#{name}}}\n{with_names(rest, f'{name}-')}"


def apart(formulas: str) -> str:
    """Return aligned formulas with space between those of a row, which Typst would not leave."""
    depth = columns = 0  # a matrix in a row has columns of its own, one level deeper

    def widen(match: re.Match[str]) -> str:
        nonlocal depth, columns
        depth += (match[0] == r"\begin") - (match[0] == r"\end")
        if depth == 1:
            columns = 0 if match[0] == r"\\" else columns + (match[0] == "&")
        return r"\qquad &" if match[0] == "&" and depth == 1 and columns % 2 == 0 else match[0]

    return ROW.sub(widen, formulas)


def spaced(text: str) -> str:
    """Return a text with the spaces around logarithms that MathML would not have."""
    return outside_code(BEFORE, lambda _: r" \, ", outside_code(AFTER, lambda match: rf"{match[1]}\, ", text))


def for_typst(source: str) -> str:
    """Return what Pandoc wrote with today's name of a sign, and with bars and slashes close to what is beside them."""
    source = source.replace("$dot.circle$", "$dot.o$").replace("dot.circle ", "dot.o ")
    return BARS.sub(r"abs(\1)", source).replace(r"\/ upright(", r"\/upright(")


def modules() -> str:
    """Return, for Typst, the titles of modules by the names of their first chapters."""
    first = {chapter.number[0]: chapter.name for chapter in reversed(chapters().values())}
    return "#let modules = (" + "".join(f'{first[each]}: "Module {each}: {MODULES[each]}", ' for each in first) + ")\n"


def write(to: Path, repository: str) -> list[Path]:
    """Write the book in both forms, and return where they are."""
    to.mkdir(parents=True, exist_ok=True)
    author = front_matter(read(ALL[0]))["author"]
    epub, pdf = to / f"{NAME}.epub", to / f"{NAME}.pdf"
    text = "\n\n".join(chapter(name, repository) for name in ALL)
    options = [*COMMON, f"--metadata=author:{author}"]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(LESSONS / "figures", Path(folder) / "figures")
        _pandoc(folder, spaced(text), *options, "--to=epub3", "--mathml", "--split-level=1", "--toc-depth=2",
                f"--css={STYLES / 'book.css'}", f"--output={epub.resolve()}")  # fmt: skip
        main = Path(folder) / "book.typ"
        main.write_text(typst_source(folder, text, *options), encoding="utf-8", newline="\n")
        typst.compile(str(main), output=str(pdf.resolve()), root=folder)
    return [epub, pdf]


def typst_source(folder: str, text: str, *options: str) -> str:
    """Return chapters as Typst sets them, in the style of the book."""
    header = Path(folder) / "header.typ"
    header.write_text(modules() + (STYLES / "book.typ").read_text(encoding="utf-8"), encoding="utf-8")
    form = ["--to=typst", "--standalone", "--toc-depth=1", SIZE, f"--include-in-header={header}"]
    return for_typst(_pandoc(folder, text, *options, *form))


def _pandoc(folder: str, text: str, *options: str) -> str:
    """Run Pandoc, which the package pypandoc brings along, in a folder, and return what it prints."""
    spec = importlib.util.find_spec("pypandoc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypandoc, which brings Pandoc along, is not installed")
    program = Path(spec.origin).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
    command = [str(program), f"--from={READER}", *options]
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, cwd=folder, encoding="utf-8", check=True).stdout


def main(arguments: list[str] | None = None) -> None:
    """Write the book, and print where it is."""
    parser = Parser("book", "Make an EPUB and a PDF of all lessons.")
    say = parser.add_argument
    say(
        "--repository", required=True, metavar="URL", help="where links to katas lead, such as https://github.com/me/it"
    )
    say("--to", type=Path, default=ROOT / "published" / "book", metavar="DIR", help="where it goes (published/book)")
    options = parser.parse_args(arguments)
    for path in write(options.to, options.repository):
        print(f"{short(path)}  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
