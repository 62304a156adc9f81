"""The command line of `nox -s site`, which builds a site of the lessons by Hugo, with a search by Pagefind:

    python -m dojo.publish.site --repository URL [--to DIR] [--serve]

The layouts, the style and the few scripts are in `site/`.
"""

import functools
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from dojo.ground.chapters import ROOT
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import short
from dojo.practice.progress import MODULES

PORT = 8000


def build(repository: str, to: Path) -> None:
    """Build the site into a folder, which holds nothing else afterwards.

    Args:
        repository: the address of the repository, where links to katas lead.
        to: the folder.

    Raises:
        SystemExit: Hugo or Pagefind has failed, and says why.
    """
    shutil.rmtree(to, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        more = Path(folder) / "more.json"  # what site/hugo.toml cannot know
        more.write_text(json.dumps({"params": {"repository": repository.rstrip("/"), "modules": MODULES}}), "utf-8")
        config = f"hugo.toml,{more}"
        _run("hugo", "build", "--source", str(ROOT / "site"), "--config", config, "--destination", str(to.resolve()),
             "--cacheDir", str(Path(folder) / "cache"), "--noBuildLock", "--panicOnWarning", "--quiet")  # fmt: skip
    _run("pagefind", "--site", str(to), "--silent")


def _run(module: str, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{module} could not build the site:\n{done.stdout}{done.stderr}")


def serve(folder: Path) -> None:
    """Show a built site to this computer alone, until Ctrl-C."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", PORT), handler) as server:
        print(f"http://localhost:{PORT} shows it, until Ctrl-C")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def main(arguments: list[str] | None = None) -> None:
    """Build the site, print where it is, and show it if asked."""
    parser = Parser("site", "Build a site of the lessons.")
    say = parser.add_argument
    say(
        "--repository", required=True, metavar="URL", help="where links to katas lead, such as https://github.com/me/it"
    )
    say("--to", type=Path, default=ROOT / "published" / "site", metavar="DIR", help="where it goes (published/site)")
    say("--serve", action="store_true", help=f"show it at http://localhost:{PORT}")
    options = parser.parse_args(arguments)
    build(options.repository, options.to)
    pages = len(list(options.to.rglob("*.html")))
    print(f"{pages} pages are in {short(options.to)}")
    if options.serve:
        serve(options.to)


if __name__ == "__main__":
    main()
