"""Let NumPy compute with one thread, unless the user asks for more: the one place that decides it.

A product of two matrices is cut up among threads that wait for each other by spinning. On a quiet machine a second
thread makes the MLP's training 1.4 times as fast and the CNN's no faster; but where another program computes as well,
the threads wait for one that the system has put aside, and both trainings take several times as long. One thread takes
the same time on a quiet and on a busy machine, and gives the same digits on every run.
"""

import os
import sys
from collections.abc import MutableMapping

# OpenBLAS (NumPy's wheels on Linux and Windows), MKL (conda), BLIS, and Accelerate (NumPy's wheels on macOS)
SETTINGS = "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"


def use_one_thread(environment: MutableMapping[str, str] = os.environ) -> None:
    """Ask each BLAS library for one thread; what the user has set, for one of them or for all by OpenMP, stays.

    It must be called before NumPy is imported; processes that are started later inherit it.
    """
    if "OMP_NUM_THREADS" not in environment:  # all of them heed it, as long as their own setting is missing
        for name in SETTINGS:
            environment.setdefault(name, "1")


def use_one_thread_in_torch(environment: MutableMapping[str, str] = os.environ) -> None:
    """Ask PyTorch for one thread, too, if it has been imported; its builds heed different settings of the above."""
    torch = sys.modules.get("torch")
    if torch and "OMP_NUM_THREADS" not in environment:
        torch.set_num_threads(1)


def use_threads(number: int, environment: MutableMapping[str, str] = os.environ) -> None:
    """Ask every library for so many threads, whatever is set; it, too, must be called before NumPy is imported."""
    for name in (*SETTINGS, "OMP_NUM_THREADS"):
        environment[name] = str(number)
