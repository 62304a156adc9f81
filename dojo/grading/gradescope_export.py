"""Read `submission_metadata.yml`, which says whose the folders of Gradescope's export are, and when each was made."""

import importlib
from datetime import UTC, datetime
from typing import Any, cast

METADATA = "submission_metadata.yml"


def submitters(content: bytes) -> dict[str, list[tuple[str, datetime | None]]]:
    """Return for each folder the ids of its students, and when they handed it in; a group has several.

    A student's id is the one that Gradescope knows (`:sid`), or else the e-mail address.

    Raises:
        ValueError: it is not the file that Gradescope writes.
    """
    try:
        yaml: Any = importlib.import_module("yaml")  # only here: of all classes, Gradescope's alone need it
    except ImportError:
        raise ValueError(f"{METADATA} needs a package that is not there: install pyyaml into .venv") from None
    try:
        parsed = yaml.load(content, Loader=_loader(yaml))
    except (yaml.YAMLError, ValueError) as error:  # the latter at dates that there are not
        raise ValueError(f"{METADATA} is not YAML: {error}") from None
    try:
        return {str(folder): _students(record) for folder, record in parsed.items()}
    except (AttributeError, KeyError, TypeError, OverflowError):
        raise ValueError(f"{METADATA} does not say whose the folders are, as Gradescope's does: :submitters:") from None


def _students(record: dict[str, Any]) -> list[tuple[str, datetime | None]]:
    when = record.get(":created_at")
    if isinstance(when, datetime):
        when = when.replace(tzinfo=when.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)
    else:
        when = None
    return [(str(each.get(":sid") or each[":email"]).strip(), when) for each in record[":submitters"]]


def _loader(yaml: Any) -> type:
    """Return PyYAML's safe loader, which reads what Ruby marked as its own, such as its tables, as plain ones."""

    def plain(loader: Any, _: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        return loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else loader.construct_scalar(node)

    loader: Any = type("Loader", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("!ruby/", plain)
    return cast(type, loader)
