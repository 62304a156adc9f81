"""The sentence that tells most has a color on a terminal, and nowhere else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.ground.chapters import ROOT
from dojo.tests.verdict.katas_run import with_batch

PURPLE = "\x1b[35m"


def shown(folder: Path, columns: int, **settings: str) -> str:
    """Run chapter 1.1's tests with a wrong `batch` on a terminal, and return what it shows."""
    import pty

    (folder / "ch11_arrays.py").write_text(with_batch("return X[start : start + size - 1]"), encoding="utf-8")
    environment = {"TERM": "xterm-256color", **settings, "COLUMNS": str(columns)}
    command = [sys.executable, "-m", "pytest", "tests/test_ch11_arrays.py", f"--katas={folder}"]
    main, other = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "PY_COLORS")}
    with subprocess.Popen(command, cwd=ROOT, stdout=other, stderr=other, env=kept | environment) as process:
        os.close(other)
        text = b""
        try:
            while part := os.read(main, 65536):
                text += part
        except OSError:  # the end, on Linux
            pass
        process.wait()
    os.close(main)
    return text.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the terminal is a pseudo-terminal of POSIX")
def test_colors(tmp_path: Path) -> None:
    """One sentence is purple and bold, and no line is wider than the terminal, but for a word that is.

    NO_COLOR and a dumb terminal are respected.
    """
    narrow, wide = shown(tmp_path, 40), shown(tmp_path, 80)

    assert wide.count(PURPLE) == 1
    assert PURPLE not in shown(tmp_path, 120, NO_COLOR="1") and PURPLE not in shown(tmp_path, 120, TERM="dumb")
    for text, columns in (narrow, 40), (wide, 80):
        lines = re.sub(r"\x1b\[[0-9;]*m", "", text).split("\n")
        assert all(len(line) <= columns or len(line.split()) == 1 for line in lines if "[100%]" not in line), lines
