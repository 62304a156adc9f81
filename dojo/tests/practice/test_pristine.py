"""The project of these tests: no test finds in it what another has left there."""

import os
import shutil
import sys

from dojo.tests.practice.pristine import Pristine


def contents(pristine: Pristine) -> dict[str, bytes]:
    """Return what the project holds, without bytecode."""
    files = (path for path in pristine.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path): path.read_bytes() for path in files}


def test_whatever_was_done_is_undone(pristine: Pristine) -> None:
    """What was written, deleted, added or replaced by something else is as it was, be it in katas/ or elsewhere."""
    project = pristine.as_new()
    before = contents(pristine)
    for name in "katas/ch11_arrays.py", "pyproject.toml", "solutions/ch11_arrays.py":
        path = project / name
        was = path.stat()
        path.write_bytes(path.read_bytes().replace(b"a", b"b"))
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    (project / "katas" / "ch12_matrices.py").unlink()
    (project / "katas" / "ch13_functions.py").unlink()
    (project / "katas" / "ch13_functions.py").mkdir()
    shutil.rmtree(project / "lessons")
    (project / "backups" / "more").mkdir(parents=True)
    (project / "backups" / "more" / "copy.py").write_text("x = 1\n", encoding="utf-8")
    if sys.platform != "win32":
        (project / "scratch").symlink_to(project / "tests")
    pristine.as_new()

    after = contents(pristine)
    assert after.keys() == before.keys() and [path for path in after if after[path] != before[path]] == []
    assert not (project / "backups").exists() and not (project / "scratch").is_symlink()
