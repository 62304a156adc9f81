"""The types of module 5's katas, and the aid where PyTorch's know less than the mathematics."""

import subprocess
import sys
from pathlib import Path

WALK = """\
    with torch.no_grad():
        for i, layer in enumerate(model.layers, start=1):
            layer.weight.copy_(to_tensor(params[f"W{i}"].T))
            layer.bias.copy_(to_tensor(params[f"b{i}"]))
"""


def typecheck(project: Path, text: str) -> tuple[int, str]:
    """Check a kata of chapter 5.3; return the exit code and what is said."""
    (project / "katas" / "ch53_modules.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "dojo.practice.typecheck", "katas/ch53_modules.py"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout


def test_an_attribute_of_a_module(project: Path) -> None:
    """A right walk over `model.layers` is told what to write for mypy, and what is told to write passes."""
    text = (project / "solutions" / "ch53_modules.py").read_text(encoding="utf-8")
    begin = text.index("    names = _names(model)\n")
    walk = text[:begin] + WALK + text[text.index("\n\ndef read_params") :]

    code, said = typecheck(project, walk)

    write, line = "layers: Any = model.layers", "from typing import Any"
    assert code == 1 and said.count(write) == 1 and said.count(line) == 1
    told = walk.replace(WALK, f"    {write}\n{WALK.replace('enumerate(model.', 'enumerate(')}")
    assert typecheck(project, told.replace("import math\n", f"import math\n{line}\n")) == (
        0,
        "Success: no issues found in 1 source file\n",
    )
