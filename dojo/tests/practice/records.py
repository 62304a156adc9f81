"""Records of chapters, which hold wherever the same is written: tests that begin with some need not make them."""

from pathlib import Path

Records = dict[str, bytes]


def records_in(project: Path) -> Records:
    """Return what is kept in a project."""
    return {path.name: path.read_bytes() for path in (project / ".kata_cache").iterdir()}


def put_records(project: Path, records: Records) -> None:
    """Keep in a project what is kept in another one."""
    (project / ".kata_cache").mkdir()
    for name, content in records.items():
        (project / ".kata_cache" / name).write_bytes(content)
