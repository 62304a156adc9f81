"""Import all that a test run imports, and read MNIST: `forked.py` copies a process that has done so for each run."""

import importlib
from functools import cache
from typing import Any

import data

LIBRARIES = "pytest", "pdb", "hypothesis", "numpy.random", "scipy.special", "rich.table"
OWN = "blame", "epoch_time", "expect", "expect_law", "expect_training", "outside", "report"

for name in (*LIBRARIES, *(f"dojo.verdict.{name}" for name in OWN)):
    importlib.import_module(name)
load: Any = cache(data.load_mnist)
data.load_mnist = load
data.load_mnist()
