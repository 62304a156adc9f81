"""Import a learner's module from its file, whatever that is saved as: what Python cannot read is told in words.

It is always compiled from its source: Python tells bytecode's age in whole seconds, so of two saves within one
second the first could be run instead of the second.
"""

import codecs
import io
import os
import sys
import sysconfig
import tokenize
import warnings
from importlib.machinery import PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from dojo.ground.typed import nox
from dojo.verdict.outside import look_at
from dojo.verdict.undisturbed import undisturbed

MARKS = {  # the longer ones first: UTF-32's begins like UTF-16's
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


UTF8 = "Save it again as UTF-8: editors have a setting for the encoding of a file."
AWAY = f"Move it away, and get the stub back with: {nox()} -s stubs"


class Unreadable(ImportError):
    """A file that Python cannot read: `path` names it, the message says what it is, and then what to do."""


class Fresh(SourceFileLoader):
    """Load a chapter without bytecode, and let it change nothing for others."""

    def get_code(self, fullname: str) -> CodeType:
        """Read and compile the file."""
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror}", path=path) from error
        if wrong := _encoding_trouble(data):
            raise Unreadable(wrong, path=path)
        try:
            code = compile(data, path, "exec", dont_inherit=True)
        except (MemoryError, RecursionError) as error:
            raise Unreadable("is nested too deeply for Python to read", path=path) from error
        look_at(code, path, data)
        return code

    def exec_module(self, module: ModuleType) -> None:
        """Run the module. What Python only warns of, such as a LaTeX `\\d` in a docstring, is no error."""
        with undisturbed():
            warnings.simplefilter("ignore")
            super().exec_module(module)


def file_of(name: str, folder: Path) -> Path | None:
    """Return a module's file in a folder, if there is one; a library's name is the library's.

    Raises:
        Unreadable: something else has the file's name.
    """
    file = folder / f"{name}.py"
    if not os.path.lexists(file) or _is_a_librarys(name):
        return None
    if os.path.isfile(file):
        return file
    if os.path.isdir(file):
        raise Unreadable(f"is a folder, where a file belongs\n{AWAY}", path=str(file))
    if os.path.islink(file) and not os.path.exists(file):
        raise Unreadable(f"is a link to {os.readlink(file)}, which leads nowhere\n{AWAY}", path=str(file))
    raise Unreadable(f"is no ordinary file\n{AWAY}", path=str(file))


def _is_a_librarys(name: str) -> bool:
    installed = sysconfig.get_path("purelib")
    return name in sys.stdlib_module_names or PathFinder.find_spec(name, [installed]) is not None


def _encoding_trouble(data: bytes) -> str:
    """Say how a file is saved, if it is not in a way that Python reads."""
    name = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    if not name and max(data[::2].count(0), data[1::2].count(0)) * 3 > len(data) > data.count(0) * 1.5:
        name = "UTF-16"  # every other byte is null
    if name:
        return f"is saved as {name}, not as UTF-8\n{UTF8}"
    if b"\0" in data:
        line = _line(data, data.index(0))
        return f"holds null bytes, the first in line {line}\nTake them out; an older version may be in backups/."
    try:
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        except SyntaxError as error:
            data.decode()
            return f"is not saved as UTF-8: {error.msg}\n{UTF8}"
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return f"is not saved as UTF-8: line {_line(data, error.start)} holds the byte {data[error.start]:#x}\n{UTF8}"
    return ""


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
