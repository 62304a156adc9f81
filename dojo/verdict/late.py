"""What tests need beside NumPy and the kata, and when: a process that waits for tests imports it meanwhile."""

from pathlib import Path

ALWAYS = "numpy.random", *(f"dojo.verdict.{name}" for name in ("blame", "expect", "expect_law", "epoch_time")), "data"
# Libraries that take longer to import than most tests take, by what a test file names that needs them.
BY_NAME = {
    "expect_law": "hypothesis",
    "scipy.special": "scipy.special",
    "import torch": "torch",
    **dict.fromkeys(["gradcheck", "make_optimizer", "SGD"], "torch._dynamo"),
}


def libraries(*tests: Path) -> list[str]:
    """Return the large libraries that test files need."""
    text = "".join(path.read_text(encoding="utf-8") for path in tests)
    return sorted({library for name, library in BY_NAME.items() if name in text})
