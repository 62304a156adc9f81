"""The schema of results accepts what the grader writes, and the samples that other tests use."""

import copy
import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from dojo.tests.grading.samples import ada, eve

jsonschema: Any = importlib.import_module("jsonschema")  # which comes without types
SCHEMA = json.loads((Path(__file__).parents[2] / "grading" / "result.schema.json").read_text(encoding="utf-8"))


def test_the_schema_is_one() -> None:
    """It follows the rules for schemas itself."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_samples_satisfy_the_schema() -> None:
    """What other tests take for results are results."""
    for result in ada(), eve():
        jsonschema.validate(result, SCHEMA)


@pytest.mark.parametrize(
    ("key", "value"),
    [("id", "../x"), ("points", -1), ("late", -5), ("graded", "yesterday"), ("output", "x" * 65537), ("extra", 1)],
)
def test_what_no_result_has_is_refused(key: str, value: object) -> None:
    """A path for an id, negative points, too much output and unknown keys are no result's."""
    result = copy.deepcopy(ada()) | {key: value}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(result, SCHEMA)
