"""The command line of `nox -s grade`: read a class, grade it, and write results, feedback, tables and exports.

It ends with 0 if all submissions have a verdict, whatever that is; 3 if the grader failed for one, which is listed
first; and 2 if it cannot begin.
"""

import argparse
import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from dojo.grading import due, feedback, schedule, tables
from dojo.grading.check import check
from dojo.grading.exports import FORMATS, export
from dojo.grading.grade import Terms
from dojo.grading.results import is_current, keep, kept, remember
from dojo.grading.roster import Student, by_roster, missing, pseudonym, read_roster
from dojo.grading.schedule import Task, about, anonymous
from dojo.grading.shards import in_part, merge, part
from dojo.grading.sources import read_class
from dojo.grading.submissions import Submission, nothing
from dojo.grading.walls import trouble
from dojo.grading.weights import WEIGHTS, read_weights
from dojo.grading.words import Result, points, to_look_at
from dojo.ground.chapters import Chapter, chapters
from dojo.ground.command_line import Parser
from dojo.ground.safe_files import write_whole

FAILED, USAGE, INTERRUPTED = 3, 2, 130
SECRET = 16  # bytes that a seed has at least, so that nobody guesses it
LISTED = 20  # submissions to look at: the table has them all


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade a class, and return the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.merge:
            results = merge([options.submissions, *options.merge], _made(options.out))
        else:
            results = _grade(options)
        roster = read_roster(options.roster) if options.roster else {}
        return _write(results, {} if options.anonymous else roster, options)
    except KeyboardInterrupt:
        print("Interrupted. What is graded is kept: the same command with --resume goes on.", file=sys.stderr)
        return INTERRUPTED
    except (ValueError, OSError) as error:
        said = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else error
        print(f"{parser.prog}: {said}", file=sys.stderr)
        return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = Parser("grade", "Grade the katas of a class.")
    say = parser.add_argument
    say("submissions", type=Path, help="a folder with <id>/katas/ for each student, a zip, or a list of git addresses")
    say("--out", type=Path, default=Path("grades"), help="where results go (grades/)")
    say("--roster", type=Path, help="CSV with the columns id, name, email")
    say("--chapters", default="", help="such as ch3_1,ch3_4; all unless given")
    say(
        "--due",
        type=_moment,
        help="2026-12-01 or 2026-12-01T18:00: how late each submission is goes into its result",
    )
    say("--only", default="", help="grade these ids, and leave the others' results as they are")
    say("--resume", action="store_true", help="leave out what was graded with the same katas, tests and seed")
    say("--mnist", action="store_true", help="run the tests that train on MNIST, too: minutes for each submission")
    say("--weights", type=Path, default=WEIGHTS, help="what functions are worth (dojo/grading/weights.toml)")
    say("--anonymous", action="store_true", help="name students by pseudonyms, which the seed makes")
    say("--seed-file", type=Path, help="a secret of 16 bytes or more, from which hidden inputs are made (OUT/seed)")
    say("--jobs", type=_count, default=os.cpu_count() or 1, help="submissions at a time (as many as there are cores)")
    say("--scheduler", help="of Dask, such as tcp://10.0.0.1:8786; or local, which starts --jobs workers")
    say("--shard", type=part, help="grade a part of the class: 2/8 is the second of eight")
    say("--merge", type=Path, nargs="+", metavar="OUT", help="put parts together, of which the first is SUBMISSIONS")
    say("--sandbox", choices=["bubblewrap", "container", "none"], default="bubblewrap", help="see docs/instructors.md")
    say("--export", choices=FORMATS, action="append", default=[], help="also write OUT/exports/ for another system")
    say("--title", default="Katas", help="what the assignment is called in exports")
    return parser


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of submissions at a time: 1 or more")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        return due.moment(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _grade(options: argparse.Namespace) -> list[Result]:
    if said := trouble(options.sandbox):
        raise ValueError(said)
    if options.out.resolve().is_relative_to(options.submissions.resolve()):
        raise ValueError(f"{options.out} is in {options.submissions}, where it would be a submission: move it by --out")
    out, roster = _made(options.out), read_roster(options.roster) if options.roster else {}
    asked = [chapter.name for chapter in _chapters(options.chapters)]
    terms = Terms(options.sandbox, _seed(options), asked, options.mnist, read_weights(options.weights))
    tasks = _tasks(read_class(options.submissions), roster, options, terms)
    todo = [task for task in tasks if not (options.resume and _is_done(task, terms, out))]
    if options.scheduler:
        found = schedule.on_cluster(todo, terms, options.scheduler, options.jobs)
    else:
        found = schedule.here(todo, terms, options.jobs)
    if todo:
        check(terms)
    for result in schedule.counted(found, len(todo), lambda text: print(text, flush=True)):
        keep(out, result)
    names = sorted({*(task.name for task in tasks), *(_others(out) if options.only else ())})
    return [each for name in names if (each := kept(out, name))]


def _is_done(task: Task, terms: Terms, out: Path) -> bool:
    """Tell whether grading would give a result that is there; what else is known of the submission may be new."""
    result = kept(out, task.name)
    if result is None or not is_current(result, task.submission.katas, terms):
        return False
    now = result | about(task)
    if now == result:
        remember(out, result)
    else:
        keep(out, now)
    return True


def _others(out: Path) -> list[str]:
    return [path.parent.name for path in out.glob("*/result.json")]


def _tasks(
    found: Mapping[str, Submission], roster: Mapping[str, Student], options: argparse.Namespace, terms: Terms
) -> list[Task]:
    known = by_roster(found, roster)
    only = [name.strip() for name in options.only.split(",") if name.strip()]
    if unknown := [name for name in only if name not in known]:
        raise ValueError(f"--only names {', '.join(unknown)}: no such submission is there")
    wanted = {name: each for name, each in known.items() if not only or name in only}
    wanted |= {name: nothing("nothing was handed in") for name in missing(roster, known) if not only}
    if options.shard:
        if not options.seed_file:
            raise ValueError("--shard needs --seed-file, with the same secret for each part")
        wanted = {name: each for name, each in wanted.items() if in_part(name, options.shard)}
    tasks: list[Task] = []
    for name, submission in sorted(wanted.items()):
        when = (roster[name].submitted if name in roster else None) or submission.when
        task = Task(name, submission, due.late(when, options.due))
        tasks.append(anonymous(task, pseudonym(name, terms.seed)) if options.anonymous else task)
    return tasks


def _chapters(text: str) -> list[Chapter]:
    everything = {each.session: each for each in chapters().values() if not getattr(each, "is_optional", False)}
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in names if name not in everything]:
        raise ValueError(f"--chapters names {', '.join(unknown)}; there are {', '.join(everything)}")
    return [each for session, each in everything.items() if not names or session in names]


def _seed(options: argparse.Namespace) -> bytes:
    """Return the secret of the hidden inputs; one that is made now is kept beside the results, for the next time."""
    own = options.out / "seed"
    if not options.seed_file and not own.exists():
        own.touch(mode=0o600)
        own.write_text(f"{secrets.token_hex(16)}\n", encoding="ascii")
    file = options.seed_file or own
    seed: bytes = file.read_bytes().strip()
    if os.name != "nt" and file.stat().st_mode & 0o007:
        print(f"{file} can be read by everybody on this machine, and should be a secret: chmod o= {file}")
    if len(seed) < SECRET:
        raise ValueError(f"{file} has {len(seed)} bytes: a secret that nobody guesses has {SECRET} or more")
    return seed


def _made(out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    return out


def _write(results: Sequence[Result], roster: Mapping[str, Student], options: argparse.Namespace) -> int:
    """Write what is made of results, and say in a few lines how the class stands."""
    out: Path = options.out
    for result in results:
        name = roster[result["id"]].name if result["id"] in roster else ""
        for ending, page in ("md", feedback.markdown(result, name)), ("html", feedback.html(result, name)):
            write_whole(out / result["id"] / f"feedback.{ending}", page.encode(errors="replace"))
    write_whole(out / "long.csv", tables.long(results, roster).encode("utf-8-sig", errors="replace"))
    write_whole(out / "wide.csv", tables.wide(results, roster).encode("utf-8-sig", errors="replace"))
    for name in options.export:
        for path, text in export(name, results, roster, options.title).items():
            (out / "exports" / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(out / "exports" / path, text.encode(errors="replace"))
    return _say(results, out)


def _say(results: Sequence[Result], out: Path) -> int:
    failed = [each["id"] for each in results if "grader error" in _verdicts(each)]
    disputed = [f"{each['id']}: {', '.join(to_look_at(each))}" for each in results if "disputed" in _verdicts(each)]
    if failed:
        print(f"The grader failed for {len(failed)}, so they have no points yet: {_some(failed, ', ')}")
        print("Grade them again: the same command with --resume.")
    if disputed:
        print(f"To look at by a human ({len(disputed)}):\n  {_some(disputed, chr(10) + '  ')}")
    mean = sum(each["points"] for each in results) / max(len(results), 1)
    possible = max((each["possible"] for each in results), default=0.0)
    count = f"{len(results)} submission{'s' * (len(results) != 1)}"
    print(f"{count}, {points(mean)} of {points(possible)} points on average: {out}/wide.csv")
    return FAILED if failed else 0


def _verdicts(result: Result) -> set[str]:
    return {each["verdict"] for chapter in result["chapters"].values() for each in chapter["functions"].values()}


def _some(items: list[str], between: str) -> str:
    more = [f"and {len(items) - LISTED} more"] if len(items) > LISTED else []
    return between.join([*items[:LISTED], *more])


if __name__ == "__main__":
    sys.exit(main())
