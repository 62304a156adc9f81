"""Do at random what a learner and a release do to katas, kill every third command, and find each version again.

Run where a project of its own is: `python …/sequences.py 0 25` does sequences 0 to 24. After each command,
killed or not, all that was in `katas/` and `backups/` before it is in one of them, to the byte.
"""

import contextlib
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path.cwd()))

from dojo.ground import safe_files  # noqa: E402
from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, chapters  # noqa: E402
from dojo.ground.safe_files import BACKUPS, RECORDS, UNFINISHED  # noqa: E402
from dojo.ground.stub_maker import katas, stub, stub_of  # noqa: E402
from dojo.practice import history, reset, skip, stubs, transfer, update  # noqa: E402

STEPS = 12  # of a sequence
NAMES = "ch1_1", "ch1_2", "normalize", "batch", "dot", "neural_network"
ODDITIES = [
    b"\x0c\n",
    "# \u2028 \x85\n".encode(),
    b"# \xff\n",
    b"\r\n",
    b"\r",
    b"# a note",
    b"x = '\\d'\n",
    b"\0",
    b")\n",
]
Trace = Callable[[FrameType, str, object], Any] | None
LINKED = ROOT / "linked"
MOVED = ROOT / "moved.json"


def sequence(seed: int) -> None:
    """Do one sequence in a fresh folder."""
    rng = random.Random(seed)
    begin(rng)
    for step in range(STEPS):
        rng.choice([save, save, save, damage, release, leave_alone])(rng)
        before = everything()
        links, modes = facts()
        killed = command(rng)
        lost, half = before - everything(), b"" in everything() - before
        assert not lost and not half, f"sequence {seed}, step {step}: lost or half written: {sorted(lost)}"
        assert facts()[0] >= links and modes.items() <= facts()[1].items(), (
            f"sequence {seed}, step {step}: mode or link"
        )
        unfinished = [path for room in (KATAS, BACKUPS, RECORDS, LINKED) for path in room.glob(f".*{UNFINISHED}")]
        assert killed or not unfinished, f"sequence {seed}, step {step}: left {unfinished}"
        for path in unfinished:
            os.utime(path, (0, 0))  # as if it had been a while ago


def begin(rng: random.Random) -> None:
    """Make fresh katas, of which one may be a link, and another one of another mode."""
    for room in (KATAS, BACKUPS, RECORDS, LINKED):
        room.mkdir(exist_ok=True)
        for path in room.iterdir():
            path.unlink()
    MOVED.unlink(missing_ok=True)
    for path in katas():
        path.write_text(stub_of(path), encoding="utf-8")
    first, second, *_ = katas()
    if sys.platform != "win32":
        first.chmod(rng.choice([0o600, 0o644, 0o755]))
        second.rename(LINKED / second.name)
        second.symlink_to(LINKED / second.name)


def everything() -> set[bytes]:
    """Return each version that is in katas/ or backups/."""
    return {path.read_bytes() for room in (KATAS, BACKUPS) for path in room.glob("[!.]*.py")}


def facts() -> tuple[set[str], dict[str, int]]:
    """Return which katas are links, and each one's mode."""
    paths = list(KATAS.glob("[!.]*.py"))
    return {path.name for path in paths if path.is_symlink()}, {path.name: path.stat().st_mode for path in paths}


def save(rng: random.Random) -> None:
    """Write in a kata as an editor does: some functions of the reference, a note, odd bytes, any line ends."""
    path = rng.choice(katas())
    source = (SOLUTIONS / path.name).read_text(encoding="utf-8")
    written = [name for name in ("normalize", "batch", "dot", "matmul") if rng.random() < 0.5]
    text = stub(source, f"{path.name[2]}.{path.name[3]}", written).encode()
    there = path.read_bytes() if path.exists() else b""
    content = rng.choice([text, text, there]) + b"# %d\n" % rng.randrange(10**9)
    position = rng.choice([0, content.find(b"\n\n"), len(content)])
    if rng.random() < 0.4:
        content = content[:position] + rng.choice(ODDITIES) + content[position:]
    if rng.random() < 0.2:
        content = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    if rng.random() < 0.5 or path.is_symlink():
        path.write_bytes(content)
    else:
        beside = path.with_suffix(".new")
        beside.write_bytes(content)
        if path.exists():
            beside.chmod(path.stat().st_mode)
        os.replace(beside, path)


def damage(rng: random.Random) -> None:
    """Delete a kata, or some notes, or make them nonsense."""
    what = rng.choice([rng.choice(katas()), RECORDS / "history.json", RECORDS / "stubs.json"])
    if what.parent == RECORDS and what.exists() and rng.random() < 0.5:
        what.write_bytes(
            rng.choice([b"", b"[1]", b'{"ch11_arrays": {"at": {"": 3}}}', b"\xff", what.read_bytes()[:50]])
        )
    else:
        what.unlink(missing_ok=True)


def release(rng: random.Random) -> None:
    """Change what a stub says."""
    path = SOLUTIONS / rng.choice(katas()).name
    text = path.read_text(encoding="utf-8")
    path.write_text(f'"""{rng.randrange(10**9)}: ' + text.removeprefix('"""'), encoding="utf-8")


def leave_alone(rng: random.Random) -> None:
    """Do nothing between two commands."""


def command(rng: random.Random) -> bool:
    """Run a command; return whether it was killed, at any line that reads, copies or writes."""
    way = rng.choice([[], [], ["--undo"], ["--undo"], ["--redo"], ["--to", str(rng.randrange(1, 9))], ["--list"]])
    name = [rng.choice(NAMES)] if way in ([], ["--list"]) or way[0] == "--to" or rng.random() < 0.6 else []
    main: Callable[[], object] = reset.main
    if rng.random() < 0.3:
        main, words = rng.choice([move_out, move_in, skip_one, update.keep_katas]), []
    elif rng.random() < 0.3:
        main, words = stubs.main, [word for word in ("--force", "--check") if rng.random() < 0.3]
    else:
        words = [*name, *way]
    if sys.platform == "win32" or rng.random() < 0.6:
        run(main, words)
        return False
    lines = int(10 ** rng.uniform(1, 3.2))
    child = os.fork()
    if child == 0:
        sys.settrace(kill_after(lines))
        run(main, words)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def move_out() -> None:
    """Export everything."""
    transfer.export(MOVED)


def move_in() -> None:
    """Take over what was exported, if anything was; else export it."""
    (transfer.take_over if MOVED.exists() else transfer.export)(MOVED)


def skip_one() -> None:
    """Put the reference's functions into a kata, as after its chapter was skipped."""
    skip.fill(chapters()["ch12_matrices"])


def kill_after(lines: int) -> Trace:
    """Return a trace function that kills the process when it has run a number of lines that have to do with files."""
    left, traced = lines, (safe_files.__file__, history.__file__, tempfile.__file__)

    def trace(frame: FrameType, event: str, argument: object) -> Trace:
        nonlocal left
        if frame.f_code.co_filename not in traced:
            return None
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def run(main: Callable[[], object], words: list[str]) -> None:
    """Run a command in this process; any end but its own is an error."""
    sys.argv = ["command", *words]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        main()


if __name__ == "__main__":
    start, first, count = time.perf_counter(), int(sys.argv[1]), int(sys.argv[2])
    for number in range(first, first + count):
        sequence(number)
    print(f"{count} sequences of {STEPS} commands in {time.perf_counter() - start:.0f} s: nothing was lost")
