"""Grade many submissions at the same time: on this machine, or on those that a Dask scheduler knows."""

import importlib
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any, NamedTuple

from dojo.grading.grade import Terms, grade
from dojo.grading.results import digests, number_of
from dojo.grading.submissions import Submission
from dojo.grading.verdicts import chapter_result
from dojo.grading.words import Result
from dojo.ground.chapters import ROOT, chapters

TRIES = 2  # where the grader fails
PLACE = re.compile(r"\w+://\S+|[\w.-]+@[\w.-]+:\S+|(?<![\w.])/\S+")
DEATHS = 5  # of workers, until Dask gives a task up


class Task(NamedTuple):
    """What is to be graded, under the name that the result is to have."""

    name: str
    submission: Submission
    late: int | None


def anonymous(task: Task, name: str) -> Task:
    """Return a task under another name, and without the addresses that git names: they tell whose it is."""
    refused = [each._replace(reason=PLACE.sub("…", each.reason)) for each in task.submission.refused]
    return Task(name, task.submission._replace(refused=refused), task.late)


def result_of(task: Task, terms: Terms) -> Result:
    """Grade a submission and return its result, whatever happens."""
    why = ""
    for _ in range(TRIES):
        try:
            found = grade(task.submission, terms)
            break
        except Exception as error:  # one submission must not end the run, whatever is wrong with it or with the grader
            why = " ".join(f"{type(error).__name__}: {error}".split())
    else:
        found = failed(why, terms)
    head: Result = {"schema": 1, "id": task.name, "graded": _now(), "digest": digests(task.submission.katas, terms)}
    order = {"seed": number_of(terms.seed), "points": 0, "possible": 0}
    return head | order | about(task) | found


def about(task: Task) -> dict[str, Any]:
    """Return what is known of a submission without grading it."""
    return {"late": task.late, "refused": [each._asdict() for each in task.submission.refused]}


def failed(why: str, terms: Terms) -> dict[str, Any]:
    """Return the chapters of a result where the grader failed."""
    results = {
        chapters()[name].session: chapter_result(chapters()[name], None, None, {}, terms)
        for name in sorted(terms.chapters)
    }
    for chapter in results.values():
        chapter["verdict"] = "grader error"
        for function in chapter["functions"].values():
            function |= {"verdict": "grader error", "why": f"the grader failed: {why}"[:500]}
    possible = sum(each["possible"] for each in results.values())
    return {"points": 0.0, "possible": round(possible, 2), "chapters": results, "output": ""}


def here(tasks: Sequence[Task], terms: Terms, jobs: int) -> Iterator[Result]:
    """Yield results as they come, of so many submissions at a time: the work is that of the sandboxes' processes."""
    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(result_of, task, terms) for task in tasks]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:  # Ctrl-C: what runs is finished, and nothing else begins
            for future in futures:
                future.cancel()
            raise


def on_cluster(tasks: Sequence[Task], terms: Terms, address: str, workers: int) -> Iterator[Result]:
    """Yield results as they come from Dask's workers; the tasks of one that dies go to others.

    Args:
        tasks: what is to be graded.
        terms: how.
        address: of a scheduler, such as tcp://10.0.0.1:8786; "local" starts one here, with workers.
        workers: how many of them.
    """
    distributed: Any = importlib.import_module("distributed")
    distributed_config: Any = importlib.import_module("dask").config
    distributed_config.set({"distributed.scheduler.allowed-failures": DEATHS})
    with ExitStack() as stack:
        where = address
        if address == "local":
            where = stack.enter_context(
                distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
            )
        client = stack.enter_context(distributed.Client(where))
        work = _for_workers(str(ROOT))
        futures = [client.submit(work, pickle.dumps((task, terms)), pure=False, retries=1) for task in tasks]
        named = {future.key: task for future, task in zip(futures, tasks, strict=True)}
        for future in distributed.as_completed(futures):
            yield _of_worker(future, named[future.key], terms)
            future.release()


def _for_workers(root: str) -> Callable[[bytes], Result]:
    """Return a function that travels as its code, so that a scheduler has no need of the project; its workers do."""

    def work(order: bytes) -> dict[str, Any]:
        import os
        import pickle
        import sys

        for place in (os.getcwd(), root):
            if os.path.isdir(os.path.join(place, "dojo", "grading")) and place not in sys.path:
                sys.path.insert(0, place)
        from dojo.grading.schedule import result_of

        return result_of(*pickle.loads(order))

    return work


def _of_worker(future: Any, task: Task, terms: Terms) -> Result:
    error = future.exception()
    if error is None:
        found: Result = future.result()
        return found
    return result_of(task._replace(submission=task.submission._replace(katas={})), terms) | failed(str(error), terms)


def counted(results: Iterable[Result], total: int, say: Callable[[str], object]) -> Iterator[Result]:
    """Pass results on, and say now and then how many there are."""
    step = max(1, total // 20)
    for number, result in enumerate(results, 1):
        if number % step == 0 or number == total:
            say(f"{number} of {total} graded")
        yield result


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
