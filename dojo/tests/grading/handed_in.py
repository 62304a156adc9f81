"""What students hand in, for tests that read it."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from dojo.grading.submissions import Submission

KATA = b'"""Perceptrons."""\n'


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip with files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def reasons(submission: Submission) -> dict[str, str]:
    """Return why each file was refused."""
    return dict(submission.refused)
