"""A project of a learner's own, for tests that write katas, keep records or run nox."""

from pathlib import Path

import pytest

from dojo.proof.project import make_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project as it is when somebody begins."""
    return make_project(tmp_path)
