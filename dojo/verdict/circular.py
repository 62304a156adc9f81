"""Say which import leads back to the chapter that it is in, and what to write in its place."""

import ast
import linecache
import re
from collections.abc import Sequence
from pathlib import Path
from traceback import FrameSummary

from dojo.ground.chapters import chapters
from dojo.ground.safe_files import short
from dojo.verdict.careful import parsed
from dojo.verdict.explanation import located

TOOLKIT = "neural_network"  # which imports all chapters
Trouble = tuple[Path, str, list[str]]  # the file at fault, the headline, and the lines below it
RULE = "A chapter imports earlier chapters alone"


def circular(own: Sequence[FrameSummary], raised: str) -> Trouble | None:
    """Say which import of a chapter is not of an earlier one, or which files import each other; None if none do.

    Args:
        own: the learner's lines that an error came through while files were imported.
        raised: the error's message.
    """
    for frame in own:
        for node in _imports(frame):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            stem = Path(frame.filename).stem
            for module in named if stem in chapters() else []:
                if module == TOOLKIT or (module in chapters() and module >= stem):
                    return _backwards(frame, node, stem, module)
    begun = re.search(r"partially initialized module '(\w+)'", raised)
    start = next((n for n, frame in enumerate(own) if begun and Path(frame.filename).stem == begun[1]), None)
    if start is None:
        return None
    names = list(dict.fromkeys(short(Path(frame.filename)) for frame in own[start:]))
    headline = f"{' and '.join(names)} import each other" if names[1:] else f"{names[0]} imports itself"
    lines = [f"  {located(frame)}" for frame in own[start:]]
    return Path(own[start].filename), headline, ["", *lines, "", "Move what both need into one of them."]


def _imports(frame: FrameSummary) -> list[ast.Import | ast.ImportFrom]:
    """Return the import that a frame is at, if it is at one."""
    if frame.name != "<module>":
        return []
    tree, line = parsed("".join(linecache.getlines(frame.filename))), frame.lineno or 0
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return [node for node in imports if node.lineno <= line <= (node.end_lineno or line)]


def _backwards(frame: FrameSummary, node: ast.Import | ast.ImportFrom, stem: str, module: str) -> Trouble:
    """Say what to write instead of an import that does not go to an earlier chapter."""
    path = Path(frame.filename)
    which = "itself" if module == stem else "neural_network, which imports this chapter in turn"
    if module not in (stem, TOOLKIT):
        which = f"chapter {chapters()[module].number}, which comes later"
    names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
    homes = {name: [each for each in chapters().values() if name in each.signatures] for name in names}
    earlier = {name: [home.name for home in of if home.name < stem] for name, of in homes.items()}
    instead = [f"  from {found[-1]} import {name}" for name, found in earlier.items() if found]
    details = ["", f"  {located(frame)}", ""]
    details += [f"{RULE}. Write instead:", "", *instead] if instead else [f"{RULE}: take this line out."]
    for name, found in earlier.items():
        if not found and name in chapters()[stem].signatures:
            details.append(f"{name} is this chapter's own and needs no import.")
        elif not found and homes[name]:
            details.append(f"{name} belongs to chapter {homes[name][0].number}, which comes later.")
    return path, f"{short(path)}:{frame.lineno} imports {which}", details
