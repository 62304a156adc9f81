"""Wrong and right answers to chapter 5.1."""

from typing import Any, cast

import numpy as np
import torch
from ch11_arrays import Array
from ch12_matrices import linear as linear_of_arrays
from ch31_perceptron import Labels
from torch import Tensor


def wrong_to_tensor__shares_memory(X: Array) -> Tensor:
    """Your tensor shares its memory with X: torch.from_numpy does not copy, so give it X.copy().

    Breaks: memory of its own.
    """
    return torch.from_numpy(X)


def wrong_to_tensor__as_tensor(X: Array) -> Tensor:
    """Your tensor shares its memory with X: torch.from_numpy does not copy, so give it X.copy().

    Breaks: memory of its own; as_tensor shares as from_numpy does.
    """
    return torch.as_tensor(X)


def wrong_to_tensor__float32(X: Array) -> Tensor:
    """Your tensor is always float32: torch.Tensor and .float() convert, while torch.tensor keeps the dtype of X.

    Breaks: the same dtype.
    """
    return torch.Tensor(X)


def wrong_to_tensor__float64(X: Array) -> Tensor:
    """Your tensor is always float64: keep the dtype of X, because training is in float32 and labels are integers.

    Breaks: the same dtype.
    """
    return torch.tensor(X, dtype=torch.float64)


def wrong_to_tensor__float32_and_shared(X: Array) -> Tensor:
    """Your tensor is always float32: torch.Tensor and .float() convert, while torch.tensor keeps the dtype of X.

    Breaks: the same dtype, and memory of its own where X is float32.
    """
    return torch.from_numpy(X).float()


def wrong_to_tensor__array(X: Array) -> Tensor:
    """You return a NumPy array: torch.from_numpy(X.copy()) makes a tensor of it.

    Breaks: a tensor.
    """
    return cast(Tensor, X.copy())


def wrong_to_tensor__flat(X: Array) -> Tensor:
    """Your tensor has lost the shape of X.

    Breaks: the same shape.
    """
    return torch.from_numpy(X.copy().ravel())


def wrong_to_tensor__transposed(X: Array) -> Tensor:
    """Your tensor is transposed: rows are samples in PyTorch, too.

    Breaks: the same numbers.
    """
    return torch.from_numpy(X.T.copy())


def unpolished_to_tensor__warns(X: Array) -> Tensor:
    """For a read-only array from_numpy warns: copy the array before from_numpy sees it, not the tensor afterwards.

    Breaks: no warning.
    """
    return torch.from_numpy(X).clone()


def unpolished_to_tensor__requires_grad(X: Array) -> Tensor:
    """Your tensor requires gradients: only parameters do, and the caller turns it on for them.

    Breaks: data needs no gradients.
    """
    T = torch.from_numpy(X.copy())
    return T.requires_grad_() if T.is_floating_point() else T


def plain_to_tensor__tensor(X: Array) -> Tensor:
    """Use torch.tensor, which copies; of the array made contiguous."""
    return torch.tensor(np.ascontiguousarray(X))


def plain_to_tensor__list(X: Array) -> Tensor:
    """Go through a list, with the dtype put back."""
    return torch.tensor(X.tolist(), dtype=torch.from_numpy(np.zeros(1, dtype=X.dtype)).dtype)


def plain_to_tensor__clone(X: Array) -> Tensor:
    """Share first, and clone then."""
    return torch.from_numpy(np.ascontiguousarray(X)).clone()


def plain_to_tensor__array_copy(X: Array) -> Tensor:
    """Copy with np.array."""
    X_copy = np.array(X)
    T = torch.from_numpy(X_copy)
    return T


def right_to_tensor__tensor_of_a_copy(X: Array) -> Tensor:
    """Copy twice."""
    return torch.tensor(X.copy())


def right_to_tensor__astype(X: Array) -> Tensor:
    """Copy by astype, and share with the copy."""
    return torch.as_tensor(X.astype(X.dtype))


def wrong_to_array__shares_memory(T: Tensor) -> Array:
    """Your array shares its memory with the tensor: .numpy() does not copy, so add .copy().

    Breaks: memory of its own.
    """
    return cast(Array, T.detach().numpy())


def wrong_to_array__no_detach(T: Tensor) -> Array:
    """A tensor that requires gradients refuses .numpy(): take T.detach().numpy().

    Breaks: also of a parameter.
    """
    return cast(Array, T.numpy().copy())


def wrong_to_array__turns_gradients_off(T: Tensor) -> Array:
    """Afterwards the parameter no longer requires gradients: T.detach() is another tensor, requires_grad_ changes T.

    Breaks: the tensor is not modified.
    """
    T.requires_grad_(False)
    return cast(Array, T.numpy().copy())


def wrong_to_array__detaches_in_place(T: Tensor) -> Array:
    """Afterwards the parameter no longer requires gradients: T.detach() is another tensor, requires_grad_ changes T.

    Breaks: the tensor is not modified.
    """
    return cast(Array, T.detach_().numpy().copy())


def wrong_to_array__list(T: Tensor) -> Array:
    """You return a list: .numpy() makes an array.

    Breaks: an array.
    """
    return cast(Array, T.tolist())


def wrong_to_array__tensor(T: Tensor) -> Array:
    """You return a tensor: .numpy() makes an array of it.

    Breaks: an array.
    """
    return cast(Array, T.detach().clone())


def wrong_to_array__float32(T: Tensor) -> Array:
    """Your array has lost digits: it is float32 where the tensor was float64.

    Breaks: the same numbers.
    """
    return T.detach().numpy().astype(np.float32)


def wrong_to_array__at_least_one_axis(T: Tensor) -> Array:
    """Your array has another shape than the tensor.

    Breaks: the same shape.
    """
    return np.atleast_1d(T.detach().numpy().copy()).ravel()


def unpolished_to_array__float64(T: Tensor) -> Array:
    """Your array is float64 whatever the tensor is: keep its dtype.

    Breaks: the dtype is kept.
    """
    return np.array(T.detach().cpu().numpy(), dtype=np.float64)


def plain_to_array__array(T: Tensor) -> Array:
    """Copy with np.array."""
    return np.array(T.detach())


def plain_to_array__no_grad(T: Tensor) -> Array:
    """Turn the record off for a moment."""
    with torch.no_grad():
        T = T.clone()
    return cast(Array, T.detach().numpy())


def plain_to_array__data(T: Tensor) -> Array:
    """Use .data, as in old books."""
    return cast(Array, T.data.cpu().numpy().copy())


def plain_to_array__list(T: Tensor) -> Array:
    """Go through a list."""
    return np.array(T.tolist())


def right_to_array__clone(T: Tensor) -> Array:
    """Clone the tensor, and share with the clone."""
    return cast(Array, T.detach().clone().cpu().numpy())


def right_to_array__force(T: Tensor) -> Array:
    """Let numpy detach by force."""
    return cast(Array, T.numpy(force=True).copy())


def wrong_to_labels__floats(y: Labels) -> Tensor:
    """Your labels are floats, which cross_entropy takes for probabilities: labels are int64, .long().

    Breaks: int64.
    """
    return torch.tensor(y, dtype=torch.float32)


def wrong_to_labels__as_they_are(y: Labels) -> Tensor:
    """Your labels keep the integer type of y, but cross_entropy refuses int32: convert them to int64, .long().

    Breaks: int64.
    """
    return torch.tensor(y)


def wrong_to_labels__int32(y: Labels) -> Tensor:
    """Your labels are int32, .int(), which cross_entropy refuses: it wants int64, .long().

    Breaks: int64.
    """
    return torch.tensor(y, dtype=torch.int32)


def wrong_to_labels__column(y: Labels) -> Tensor:
    """Your labels are a column (n, 1): cross_entropy wants a vector (n,).

    Breaks: one label a sample.
    """
    return torch.tensor(y, dtype=torch.int64).reshape(-1, 1)


def wrong_to_labels__one_hot(y: Labels) -> Tensor:
    """You make one-hot rows: cross_entropy takes the labels themselves, a vector (n,).

    Breaks: one label a sample.
    """
    return torch.nn.functional.one_hot(torch.tensor(y, dtype=torch.int64))


def wrong_to_labels__squeezed(y: Labels) -> Tensor:
    """The label of a single sample loses its axis: do not squeeze.

    Breaks: (n,).
    """
    return torch.tensor(y, dtype=torch.int64).squeeze()


def unpolished_to_labels__truncates(y: Labels) -> Tensor:
    """Floats and rows pass without an error: refuse what is no vector of integers with a ValueError.

    Breaks: floats or one-hot rows are a ValueError.
    """
    return torch.tensor(y).to(torch.int64)


def unpolished_to_labels__shares(y: Labels) -> Tensor:
    """Where y is int64 already, your tensor shares its memory with y: copy.

    Breaks: memory of its own.
    """
    if y.ndim != 1 or y.dtype.kind not in "iu":
        raise ValueError(f"y is {y.dtype} of shape {y.shape}, expected integers of shape (n,)")
    return torch.from_numpy(y).long()


def plain_to_labels__long(y: Labels) -> Tensor:
    """Use from_numpy and long."""
    return torch.from_numpy(y).long()


def plain_to_labels__long_tensor(y: Labels) -> Tensor:
    """Use the old constructor, with a list."""
    return torch.LongTensor([int(label) for label in y])


def plain_to_labels__checked(y: Labels) -> Tensor:
    """Check, with a message of few words."""
    y = np.asarray(y)
    if y.dtype == np.float64 or y.dtype == np.float32:
        raise ValueError("labels must be integers")
    if len(y.shape) > 1:
        raise ValueError("labels must be one-dimensional")
    return torch.tensor(y, dtype=torch.long)


def right_to_labels__issubdtype(y: Labels) -> Tensor:
    """Ask NumPy for the kind of number."""
    if not np.issubdtype(y.dtype, np.integer):
        raise ValueError(f"labels are integers, not {y.dtype}")
    if y.ndim != 1:
        raise ValueError(f"labels are a vector, not an array of shape {y.shape}")
    return torch.tensor(y, dtype=torch.int64)


def wrong_channels_first__reshape(images: Tensor) -> Tensor:
    """reshape keeps the order of the numbers and only cuts it elsewhere, which mixes colors: permute moves axes.

    Breaks: result[i, k, r, c] = images[i, r, c, k].
    """
    n, h, w, c = images.shape
    return images.reshape(n, c, h, w)


def wrong_channels_first__transpose(images: Tensor) -> Tensor:
    """Rows and columns have changed places: transpose(1, 3) gives (n, c, w, h), and permute(0, 3, 1, 2) keeps h first.

    Breaks: (n, c, h, w).
    """
    return images.transpose(1, 3).contiguous()


def wrong_channels_first__other_way(images: Tensor) -> Tensor:
    """Your order is the way back, from channels first to channels last: permute(0, 3, 1, 2) takes axis 3 to place 1.

    Breaks: (n, c, h, w).
    """
    return images.permute(0, 2, 3, 1).contiguous()


def wrong_channels_first__samples_too(images: Tensor) -> Tensor:
    """The colors have come before the samples: the first axis stays, permute(0, 3, 1, 2).

    Breaks: (n, c, h, w).
    """
    return images.permute(3, 0, 1, 2).contiguous()


def wrong_channels_first__one_swap(images: Tensor) -> Tensor:
    """transpose(2, 3) leaves the colors third: they have to pass both other axes, permute(0, 3, 1, 2).

    Breaks: (n, c, h, w).
    """
    return images.transpose(2, 3).contiguous()


def wrong_channels_first__unchanged(images: Tensor) -> Tensor:
    """permute returns a new view and leaves images as it is: return its result.

    Breaks: (n, c, h, w).
    """
    images.permute(0, 3, 1, 2)
    return images


def unpolished_channels_first__not_contiguous(images: Tensor) -> Tensor:
    """permute only relabels the axes, and the numbers stay where they are in memory: add .contiguous().

    Breaks: contiguous.
    """
    return images.permute(0, 3, 1, 2)


def plain_channels_first__moveaxis(images: Tensor) -> Tensor:
    """Move one axis."""
    return torch.moveaxis(images, -1, 1)


def plain_channels_first__two_swaps(images: Tensor) -> Tensor:
    """Swap twice."""
    return images.transpose(2, 3).transpose(1, 2)


def plain_channels_first__loop(images: Tensor) -> Tensor:
    """Collect the planes one by one."""
    n, h, w, c = images.shape
    result = torch.zeros(n, c, h, w, dtype=images.dtype)
    for k in range(c):
        result[:, k] = images[:, :, :, k]
    return result


def plain_channels_first__by_numpy(images: Tensor) -> Tensor:
    """Let NumPy do it."""
    return torch.tensor(np.transpose(images.numpy(), (0, 3, 1, 2)))


def plain_channels_first__floats(images: Tensor) -> Tensor:
    """Write into floats."""
    n, h, w, c = images.shape
    result = torch.empty((n, c, h, w), dtype=images.dtype)
    for i in range(n):
        for k in range(c):
            result[i, k] = images[i, ..., k]
    return result


def right_channels_first__stack(images: Tensor) -> Tensor:
    """Stack the planes."""
    return torch.stack(images.unbind(dim=-1), dim=1)


def right_channels_first__einsum(images: Tensor) -> Tensor:
    """Name the axes."""
    return torch.einsum("nhwc->nchw", images).clone(memory_format=torch.contiguous_format)


def wrong_linear__no_bias(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Your scores lack the bias: add b.

    Breaks: Z = X @ W + b.
    """
    return X @ W


def wrong_linear__detached(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Your scores have no record of how they were computed: stay with tensors, without .detach(), no_grad or NumPy.

    Breaks: autograd goes through it.
    """
    return (X @ W + b).detach()


def wrong_linear__by_numpy(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Your scores have no record of how they were computed: stay with tensors, without .detach(), no_grad or NumPy.

    Breaks: autograd goes through it.
    """
    arrays = [tensor.detach().numpy() for tensor in (X, W, b)]
    return torch.from_numpy(linear_of_arrays(*arrays))


def wrong_linear__transposed_weights(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """You multiply by the transpose of W, as PyTorch's own layers do: here W is (d, k), so it is X @ W.

    Breaks: Z = X @ W + b.
    """
    return X @ W.T + b


def wrong_linear__torch_layer(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """You multiply by the transpose of W, as PyTorch's own layers do: here W is (d, k), so it is X @ W.

    Breaks: Z = X @ W + b.
    """
    return torch.nn.functional.linear(X, W, b)


def wrong_linear__entry_by_entry(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """`*` multiplies entry by entry: a matrix product is X @ W.

    Breaks: Z = X @ W + b.
    """
    return X * W + b


def wrong_linear__bias_as_column(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Your bias is added to rows: it belongs to the columns, so do not reshape it to (k, 1).

    Breaks: one bias for each column.
    """
    return X @ W + b.reshape(-1, 1)


def wrong_linear__bias_subtracted(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Your bias is subtracted: add it.

    Breaks: Z = X @ W + b.
    """
    return X @ W - b


def wrong_linear__float32(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """You convert to float32, which loses digits: leave the dtype to the caller.

    Breaks: 1e-10 in float64.
    """
    return X.float() @ W.float() + b.float()


def unpolished_linear__in_place(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """You write into X: the caller may still need it.

    Breaks: X, W and b keep their numbers.
    """
    Z = torch.matmul(X, W) + b
    if not X.requires_grad:
        X.zero_()
    return Z


def plain_linear__at(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Write it as in chapter 1.2."""
    return X @ W + b


def plain_linear__mm(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Use mm, and the bias as a row."""
    return torch.add(torch.mm(X, W), b.unsqueeze(0))


def plain_linear__in_place(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Add to the product in place."""
    Z = torch.matmul(X, W)
    Z += b
    return Z


def plain_linear__rows(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Stack the rows."""
    return torch.stack([x @ W + b for x in X])


def right_linear__addmm(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Add and multiply in one."""
    return torch.addmm(b, X, W)


def right_linear__functional(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """Give PyTorch's own function the transpose."""
    return torch.nn.functional.linear(X, W.T, b)


def wrong_choose_device__always_cuda(wish: str | None = None) -> torch.device:
    """You take cuda without asking whether there is one: torch.cuda.is_available() tells.

    Breaks: else mps, else cpu.
    """
    return torch.device(wish or "cuda")


def wrong_choose_device__always_cpu(wish: str | None = None) -> torch.device:
    """You always take the CPU: ask torch.cuda.is_available() and torch.backends.mps.is_available() first.

    Breaks: cuda, else mps, else cpu.
    """
    return torch.device(wish or "cpu")


def wrong_choose_device__no_mps(wish: str | None = None) -> torch.device:
    """You do not look for mps, a Mac's graphics card: torch.backends.mps.is_available().

    Breaks: else mps.
    """
    return torch.device(wish or ("cuda" if torch.cuda.is_available() else "cpu"))


def wrong_choose_device__mps_first(wish: str | None = None) -> torch.device:
    """You take mps before cuda: cuda comes first.

    Breaks: cuda, else mps, else cpu.
    """
    if wish:
        return torch.device(wish)
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def wrong_choose_device__ignores_the_wish(wish: str | None = None) -> torch.device:
    """You do not grant the wish: where one is given and there, it decides.

    Breaks: a wish.
    """
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def wrong_choose_device__none(wish: str | None = None) -> torch.device:
    """Without a wish you return None: choose the fastest device that is there.

    Breaks: a device.
    """
    return cast(torch.device, torch.device(wish) if wish else None)


def unpolished_choose_device__no_check(wish: str | None = None) -> torch.device:
    """A wish that this machine lacks is passed on, and fails later: check it here, with a ValueError.

    Breaks: a wish that this machine lacks is a ValueError.
    """
    if wish is not None:
        return torch.device(wish)
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def unpolished_choose_device__no_names(wish: str | None = None) -> torch.device:
    """Your error does not tell what there is: name the devices that this machine has.

    Breaks: the message names what is there.
    """
    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if wish is not None and not there.get(wish, False):
        raise ValueError("this device is not available")
    return torch.device(wish or next(name for name, found in there.items() if found))


def plain_choose_device__names(wish: str | None = None) -> torch.device:
    """Return names, which PyTorch takes, too."""
    device: Any = "cpu"
    if torch.backends.mps.is_available():
        device = "mps"
    if torch.cuda.is_available():
        device = "cuda"
    if wish is not None:
        device = wish
    return cast(torch.device, device)


def plain_choose_device__count(wish: str | None = None) -> torch.device:
    """Count the graphics cards, and number the first."""
    if wish == "cpu":
        return torch.device("cpu")
    if torch.cuda.device_count() > 0:
        return torch.device("cuda:0")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def plain_choose_device__accelerator(wish: str | None = None) -> torch.device:
    """Ask for the accelerator."""
    if wish is not None:
        return torch.device(wish)
    if torch.accelerator.is_available():
        return cast(torch.device, torch.accelerator.current_accelerator())
    return torch.device("cpu")


def right_choose_device__dict(wish: str | None = None) -> torch.device:
    """Look it up."""
    found = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    there = [name for name in found if found[name]]
    name = there[0] if wish is None else wish
    if name not in there:
        raise ValueError(f"no {name} here, but {' and '.join(there)}")
    return torch.device(name)
