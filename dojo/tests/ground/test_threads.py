"""NumPy's threads: one, unless the user asks for more, whatever imports it first."""

import os
import subprocess
import sys

import pytest

from dojo.ground.chapters import ROOT

COUNT = "import numpy, threadpoolctl; print({pool['num_threads'] for pool in threadpoolctl.threadpool_info()})"
STARTS = "conftest", "dojo.verdict.expect", "dojo.practice.watch", "dojo.plots.__main__", "dojo.proof.gate"


def threads(module: str, **settings: str) -> str:
    """Return how many threads NumPy's products take in a process that imports a module first."""
    variables = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-c", f"import {module}; {COUNT}"]
    run = subprocess.run(command, cwd=ROOT, env=variables | settings, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.mark.parametrize("start", STARTS)
def test_one_thread(start: str) -> None:
    """Where nothing is set, NumPy computes with one thread."""
    assert threads(start) == "{1}"


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core takes one thread")
@pytest.mark.parametrize("setting", ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"])
@pytest.mark.parametrize("start", ["conftest", "dojo.plots.__main__"])
def test_user_decides(start: str, setting: str) -> None:
    """What the user has set stays, for OpenBLAS alone or for all libraries."""
    if (
        "openblas"
        not in subprocess.run(
            [sys.executable, "-c", "import numpy; numpy.show_config()"], capture_output=True, text=True
        ).stdout
    ):
        pytest.skip("NumPy computes with another library here")

    assert threads(start, **{setting: "2"}) == "{2}"
