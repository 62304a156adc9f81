"""PyTorch's tensors and modules, where a kata has them; nothing here imports PyTorch itself."""

import copy
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

import numpy as np

Value = TypeVar("Value")


def is_a(value: object, name: str) -> bool:
    """Tell whether a value is of one of PyTorch's classes, such as `Tensor` or `nn.Module`."""
    kind: Any = sys.modules.get("torch")
    if kind is None:  # as in most chapters, where this is asked often
        return False
    for part in name.split("."):
        kind = getattr(kind, part, None)  # its import may have failed
    return isinstance(kind, type) and isinstance(value, kind)


def detached(value: Any) -> Any:
    """Return a tensor as an array that shares its memory, without its graph; anything else as it is."""
    return value.numpy(force=True) if is_a(value, "Tensor") else value


def copied(value: Value) -> Value:
    """Return a deep copy. A tensor that was computed, which PyTorch refuses to copy, is copied without its graph."""
    computed = [tensor for tensor in _tensors(value) if not tensor.is_leaf]
    return copy.deepcopy(value, {id(tensor): tensor.detach().clone().requires_grad_() for tensor in computed})


def _tensors(value: Any) -> Iterator[Any]:
    """Yield the tensors in a nest of tuples, lists and dicts."""
    if is_a(value, "Tensor"):
        yield value
    elif isinstance(value, dict | tuple | list):
        nest = cast(Any, value)
        for part in nest.values() if isinstance(value, dict) else nest:
            yield from _tensors(part)


def parts(value: Any) -> list[Any] | None:
    """Return what can be compared of a tensor, a module, an optimizer or a device; None of anything else.

    Of a tensor that is its numbers, whether it needs gradients and was computed, and the gradient that it has; of a
    module the kinds of PyTorch's layers in it, all that it keeps, and the modes of all parts.
    """
    if is_a(value, "Tensor"):
        grad = value.grad if value.is_leaf else None
        flags = np.array([value.requires_grad, value.is_leaf])
        return ["tensor", detached(value), flags, *([] if grad is None else ["grad", detached(grad)])]
    if is_a(value, "nn.Module"):
        kinds = [type(part).__name__ for part in value.modules() if type(part).__module__.startswith("torch.")]
        modes = np.array([part.training for part in value.modules()])
        return ["module", *kinds, dict(value.state_dict(keep_vars=True)), modes]
    if is_a(value, "optim.Optimizer"):
        return [type(value).__name__, value.state_dict()]
    return [str(value)] if is_a(value, "device") or is_a(value, "dtype") else None


def seed(number: int) -> None:
    """Seed the generator that all programs share, if PyTorch is there."""
    if torch := sys.modules.get("torch"):
        torch.manual_seed(number)


def settings() -> Callable[[], None]:
    """Note what a kata may set for all of PyTorch, and return what puts it back."""
    torch: Any = sys.modules.get("torch")
    if not hasattr(torch, "get_rng_state"):
        return lambda: None
    luck, threads, dtype = torch.get_rng_state(), torch.get_num_threads(), torch.get_default_dtype()
    grads = torch.is_grad_enabled()

    def restore() -> None:
        torch.set_rng_state(luck)
        torch.set_num_threads(threads)
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(grads)

    return restore


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
