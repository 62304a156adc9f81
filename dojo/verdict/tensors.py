"""PyTorch's tensors, where a kata of module 5 has them; nothing here imports PyTorch, which other chapters do without."""

import sys
from typing import Any


def is_a(value: object, name: str) -> bool:
    """Tell whether a value is of one of PyTorch's classes, such as `Tensor` or `nn.Module`."""
    kind: Any = sys.modules.get("torch")
    for part in name.split("."):
        kind = getattr(kind, part, None)  # there may be no PyTorch, or one whose import has failed
    return isinstance(kind, type) and isinstance(value, kind)


def detached(value: Any) -> Any:
    """Return a tensor as an array that shares its memory, without its graph; anything else as it is."""
    return value.numpy(force=True) if is_a(value, "Tensor") else value


def expect_tensor(actual: Any, shape: tuple[int, ...], dtype: str = "float64", hint: str = "") -> None:
    """Fail unless a result is a tensor of this shape and dtype.

    Raises:
        AssertionError: with what was expected and what came.
    """
    expected = f"a tensor of shape {shape}, {dtype}"
    if actual is None:
        got = "None: is its `return` missing?"
    elif not is_a(actual, "Tensor"):
        got = f"{type(actual).__name__}, no tensor"
    else:
        got = f"a tensor of shape {tuple(actual.shape)}, {str(actual.dtype).removeprefix('torch.')}"
    if got != expected:
        raise AssertionError("\n".join([f"expected  {expected}", f"got       {got}", *([hint] if hint else [])]))
