"""Where submissions come from: folders, zips, Gradescope's export, a list of git addresses."""

import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

from dojo.grading.gradescope_export import METADATA, submitters
from dojo.grading.repositories import read_list
from dojo.grading.submissions import LARGEST, QUIET, QUIET_FOLDERS, Entry, Submission, nothing, take, with_sound_ids

MOST = 20_000  # entries of one zip
HEAVIEST = 200 * 2**20  # bytes of one student's zip; a class's may be larger
BROKEN = zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, MemoryError  # what zipfile raises
PACKED = re.compile(r"\.(tar|tar\.\w+|tgz|rar|7z|gz|bz2|xz)$", re.I)  # archives of other kinds
DEEPEST = 12  # folders within each other in one submission


def read_class(path: Path) -> dict[str, Submission]:
    """Return the submission of each student, by id, in order.

    Raises:
        ValueError: it is no class.
        OSError: it cannot be read.
    """
    if path.is_dir():
        found = _of_gradescope(path) or _of_folder(path)
    elif zipfile.is_zipfile(path):
        try:
            found = _of_zip(path)
        except BROKEN as error:
            raise ValueError(f"{path} cannot be read: {error}") from None
    elif path.is_file():
        found = read_list(path)
    else:
        raise ValueError(f"{path} is not there: give a folder, a zip, or a file with a git address a line")
    if not found:
        raise ValueError(f"{path} has no submissions: it should have a folder <id>/katas/ for each student")
    return with_sound_ids(found)


def _of_folder(folder: Path) -> dict[str, Submission]:
    if (folder / "katas").is_dir():
        raise ValueError(f"{folder} is one student's work: give the folder above it, where each student has a folder")
    found = dict[str, Submission]()
    for child in sorted(folder.iterdir()):
        if child.name.startswith("."):
            continue
        name = child.name[: -len(".zip")] if child.name.lower().endswith(".zip") else child.name
        if child.is_symlink():
            found[child.name] = nothing("it is a link, and only folders and zips are taken")
        elif child.is_dir():
            found[child.name] = _of_readable_folder(child)
        elif PACKED.search(child.name):
            found.setdefault(PACKED.sub("", child.name), nothing(f"{child.name} is no zip: pack it as one"))
        elif name != child.name:
            found[name] = nothing("there is a folder and a zip of this id") if name in found else _of_one_zip(child)
    return found


def _of_readable_folder(folder: Path) -> Submission:
    try:
        return of_one_folder(folder)
    except OSError as error:
        return nothing(f"it cannot be read: {error.strerror}")


def of_one_folder(folder: Path, bare: bool = False) -> Submission:
    """Return what a student's folder has; a single zip in it stands for all of it."""
    entries = list(_entries_of_folder(folder))
    told = [entry for entry in entries if entry.path not in QUIET]
    zips = [entry for entry in told if entry.path.lower().endswith(".zip") and "/" not in entry.path]
    if len(zips) == len(told) == 1 and zips[0].kind == "file":
        return _of_one_zip(folder / zips[0].path)
    submission = take(entries, bare=bare)
    times = [_modified(folder, entry) for entry in entries if PurePosixPath(entry.path).name in submission.katas]
    return submission._replace(when=max(times, default=None))


def _entries_of_folder(folder: Path, above: str = "") -> Iterator[Entry]:
    if above.count("/") > DEEPEST:
        return
    try:
        with os.scandir(folder) as found:
            children = sorted(found, key=lambda child: child.name)
    except PermissionError:
        if not above:
            raise
        yield Entry(above.removesuffix("/"), 0, "a closed folder", bytes)
    else:
        for child in children:
            path = above + child.name
            mode = child.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode) and not getattr(child, "is_junction", bool)():  # Windows has links of its own
                if child.name not in QUIET_FOLDERS:
                    yield from _entries_of_folder(Path(child.path), f"{path}/")
            else:
                kind = "file" if stat.S_ISREG(mode) else "a link" if stat.S_ISLNK(mode) else "no file"
                yield Entry(path, child.stat(follow_symlinks=False).st_size, kind, Path(child.path).read_bytes)


def _modified(folder: Path, entry: Entry) -> datetime:
    return datetime.fromtimestamp((folder / entry.path).lstat().st_mtime, UTC).replace(microsecond=0)


def _of_one_zip(source: Path | BytesIO) -> Submission:
    if isinstance(source, Path) and source.stat().st_size > HEAVIEST:
        return nothing(f"its zip has more than {HEAVIEST // 2**20} MB")
    when = datetime.fromtimestamp(source.stat().st_mtime, UTC) if isinstance(source, Path) else None
    try:
        with zipfile.ZipFile(source) as archive:
            if len(archive.infolist()) > MOST:
                return nothing(f"its zip has more than {MOST:,} entries")
            return take(_entries_of_zip(archive), when and when.replace(microsecond=0))
    except (*BROKEN, OSError, ValueError) as error:
        return nothing(f"its zip cannot be read: {error}")


def _entries_of_zip(archive: zipfile.ZipFile, top: str = "") -> Iterator[Entry]:
    """Yield what a zip has below a folder; unpacked only when read, and no more than a kata needs."""
    for info in archive.infolist():
        if not info.filename.startswith(top) or info.filename.endswith("/") or not info.filename:
            continue
        mode = info.external_attr >> 16
        kind = "a link" if stat.S_ISLNK(mode) else "file" if stat.S_IFMT(mode) in (0, stat.S_IFREG) else "no file"
        if info.flag_bits & 1:
            kind = "encrypted"

        def read(info: zipfile.ZipInfo = info) -> bytes:
            try:
                with archive.open(info) as file:
                    return file.read(LARGEST + 1)
            except BROKEN as error:
                raise ValueError(str(error)) from None

        yield Entry(info.filename.removeprefix(top), info.file_size, kind, read)


def _of_zip(path: Path) -> dict[str, Submission]:
    """Return what the zip of a class has: folders of students, or Gradescope's export."""
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            info.filename = info.filename.replace("\\", "/")  # as Windows packs
        archive.NameToInfo = {info.filename: info for info in archive.infolist()}
        names = archive.namelist()
        top = _common_top(names)
        if f"{top}{METADATA}" in names:
            people = submitters(archive.read(f"{top}{METADATA}"))
            folders = {folder: take(_entries_of_zip(archive, f"{top}{folder}/"), bare=True) for folder in people}
            return _by_student(people, folders)
        inside = [name.removeprefix(top) for name in names if name.startswith(top) and "__MACOSX" not in name]
        if any(name.startswith("katas/") for name in inside):
            raise ValueError(f"{path} is one student's work: put it into a folder, as <id>.zip, and give the folder")
        ids = dict.fromkeys(name.split("/")[0] for name in inside if "/" in name)
        found = {name: take(_entries_of_zip(archive, f"{top}{name}/")) for name in ids}
        for name in inside:
            if "/" not in name and name.lower().endswith(".zip"):
                found.setdefault(name[: -len(".zip")], _of_inner_zip(archive, f"{top}{name}"))
        return found


def _of_inner_zip(archive: zipfile.ZipFile, name: str) -> Submission:
    if archive.getinfo(name).file_size > HEAVIEST:
        return nothing(f"its zip has more than {HEAVIEST // 2**20} MB")
    with archive.open(name) as file:
        content = BytesIO(file.read(HEAVIEST + 1))
    return _of_one_zip(content)


def _common_top(names: list[str]) -> str:
    """Return the one folder that all of a zip is in, if its own folders are the students'."""
    tops = {name.split("/")[0] for name in names if not name.startswith("__MACOSX")}
    top = f"{next(iter(tops))}/" if len(tops) == 1 else ""
    deeper = any(name.startswith(f"{top}katas/") for name in names)
    return "" if deeper else top if any(name.count("/") > 2 or name == f"{top}{METADATA}" for name in names) else ""


def _of_gradescope(folder: Path) -> dict[str, Submission]:
    """Return what an unpacked export of Gradescope has; nothing if the folder is none."""
    if not (folder / METADATA).is_file():
        inner = [child for child in folder.iterdir() if os.path.isfile(child / METADATA)]  # False if it is closed
        if len(inner) != 1:
            return {}
        folder = inner[0]
    people = submitters((folder / METADATA).read_bytes())
    there = {name: of_one_folder(folder / name, bare=True) for name in people if (folder / name).is_dir()}
    return _by_student(people, there)


def _by_student(
    people: dict[str, list[tuple[str, datetime | None]]], there: dict[str, Submission]
) -> dict[str, Submission]:
    found = dict[str, Submission]()
    for folder, students in people.items():
        for name, when in students:
            submission = there.get(folder, nothing(f"the export has no folder {folder}"))
            twice = nothing("the export has two submissions of this student") if name in found else submission
            found[name] = twice._replace(when=when)
    return found
