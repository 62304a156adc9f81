"""Let nox start in this folder, too, with the sessions of the noxfile one folder up."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import noxfile  # noqa: E402

__doc__ = noxfile.__doc__
