"""What the author of a library also minds in chapter 5.3."""

from functools import partial
from typing import Any

import numpy as np
import torch
from ch41_deep_mlp import init_deep_mlp
from ch53_modules import Linear, Mlp, count_parameters, load_params, predict, read_params
from torch import Tensor, nn

from dojo.verdict.expect import expect_close, expect_dtype, expect_error


def seed(number: int = 0) -> torch.Generator:
    """Make a generator."""
    return torch.Generator().manual_seed(number)


class Spy(nn.Module):
    """A model that notes whether it is training, and whether computations are recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[bool, bool]] = []

    def forward(self, X: Tensor) -> Tensor:
        """Return the samples as scores."""
        self.seen.append((self.training, torch.is_grad_enabled()))
        return X


def test_Linear_leaves_its_input_alone() -> None:
    """X keeps its numbers.

    return linear(X, self.weight.T, self.bias)
    """
    X = torch.ones(2, 3)

    Linear(3, 3, seed())(X)

    expect_close(X, np.ones((2, 3)), atol=0)


def test_Linear_leaves_the_global_seed_alone() -> None:
    """Only the generator is used: what others draw from PyTorch's global one is the same with a layer or without.

    torch.randn(n_out, n_in, generator=generator)
    """
    before = torch.get_rng_state()

    Linear(4, 3, seed())

    assert torch.equal(torch.get_rng_state(), before), "expected  the global generator as it was\ngot       it was used"


def test_Mlp_leaves_its_input_alone() -> None:
    """X keeps its numbers, and the sizes too.

    X = torch.relu(layer(X))  # a new tensor; relu_ would write into what it is given
    """
    X, sizes = torch.full((2, 3), -1.0), [3, 4, 2]

    Mlp(sizes, seed())(X)

    expect_close(X, np.full((2, 3), -1), atol=0)
    assert sizes == [3, 4, 2], f"expected  sizes as they were\ngot       {sizes}"


def test_load_params_keeps_the_parameters() -> None:
    """An optimizer that was made before still knows the parameters: they are the same objects with new numbers.

    with torch.no_grad():
        param.copy_(to_tensor(params[name].T))
    """
    model = Mlp([2, 3, 2], seed())
    before = list(model.parameters())

    load_params(model, init_deep_mlp([2, 3, 2], np.random.default_rng(0)))

    same = all(new is old for new, old in zip(model.parameters(), before, strict=True))
    assert same, "expected  the same parameters\ngot       others, which an optimizer does not know"


def test_load_params_keeps_the_dtype() -> None:
    """A float32 model stays float32, also if the arrays are float64.

    param.copy_(to_tensor(params[name].T))  # copy_ converts
    """
    model = Mlp([2, 3, 2], seed())

    load_params(model, init_deep_mlp([2, 3, 2], np.random.default_rng(0)))

    dtypes = {param.dtype for param in model.parameters()}
    assert dtypes == {torch.float32}, f"expected  float32, as before\ngot       {dtypes}"


def test_load_params_goes_by_names() -> None:
    """The names tell which array is which, in whatever order the dict has them.

    params[f"W{layer}"], params[f"b{layer}"]
    """
    model, params = Mlp([2, 2, 2], seed()).double(), init_deep_mlp([2, 2, 2], np.random.default_rng(0))

    load_params(model, dict(sorted(params.items(), reverse=True)))

    for param, name in zip(model.parameters(), ("W1", "b1", "W2", "b2"), strict=True):
        expect_close(param, params[name].T, atol=0, hint=f"this is {name}, transposed if it is a weight")


def test_load_params_refuses_other_sizes() -> None:
    """Parameters of other sizes, or of another depth, are a ValueError: copy_ would repeat a row without an error.

    if array.shape != param.shape:
        raise ValueError(f"{name} has shape {params[name].shape}, expected …")
    """
    rng = np.random.default_rng(0)

    for sizes in [2, 4, 2], [2, 1, 2], [2, 2], [2, 3, 2, 2], [3, 3, 2]:
        expect_error(partial(load_params, Mlp([2, 3, 2], seed()), init_deep_mlp(sizes, rng)))


def test_load_params_leaves_the_arrays_alone() -> None:
    """Locked arrays are fine: they are only read.

    param.copy_(to_tensor(params[name].T))
    """
    params = init_deep_mlp([2, 3, 2], np.random.default_rng(0))
    for array in params.values():
        array.flags.writeable = False

    load_params(Mlp([2, 3, 2], seed()), params)

    assert set(params) == {"W1", "b1", "W2", "b2"}, f"expected  W1, b1, W2, b2\ngot       {sorted(params)}"


def test_read_params_keeps_the_dtype() -> None:
    """A float32 model gives float32 arrays, a float64 model float64.

    to_array(param).T
    """
    for array in read_params(Mlp([2, 3], seed())).values():
        expect_dtype(array, np.float32)
    for array in read_params(Mlp([2, 3], seed()).double()).values():
        expect_dtype(array, np.float64)


def test_read_params_leaves_the_model_alone() -> None:
    """The model's parameters still require gradients.

    to_array(param).T  # detaches a copy
    """
    model = Mlp([2, 3], seed())

    read_params(model)

    assert all(param.requires_grad for param in model.parameters()), "expected  gradients on\ngot       off"


def test_count_parameters_gives_an_int() -> None:
    """The count is a Python int, and not a tensor.

    return sum(param.numel() for param in model.parameters())
    """
    count: Any = count_parameters(nn.Linear(2, 3))

    assert isinstance(count, int), f"expected  an int\ngot       {type(count).__name__}"


def test_count_parameters_leaves_out_what_is_not_trained() -> None:
    """Running means of batch normalization are kept with a model, but training does not change them by gradients.

    model.parameters()  # state_dict() has those, too
    """
    assert count_parameters(nn.BatchNorm1d(4)) == 8, f"expected  8\ngot       {count_parameters(nn.BatchNorm1d(4))}"


def test_count_parameters_counts_shared_ones_once() -> None:
    """A layer that is used twice has its parameters once.

    model.parameters()  # gives each once
    """
    layer = nn.Linear(2, 2)
    count = count_parameters(nn.Sequential(layer, nn.ReLU(), layer))

    assert count == 6, f"expected  6\ngot       {count}"


def test_predict_records_nothing() -> None:
    """While the model predicts, PyTorch keeps no record for gradients, which takes memory and time.

    with torch.no_grad():
        labels = model(X).argmax(dim=1)
    """
    spy = Spy()

    with torch.enable_grad():
        predict(spy, torch.eye(3))

    assert not any(recording for _, recording in spy.seen), "expected  no record\ngot       one"


def test_predict_calls_the_model_once() -> None:
    """One forward pass in eval mode is enough for all samples.

    labels = model(X).argmax(dim=1)
    """
    spy = Spy()

    predict(spy, torch.eye(3))

    assert spy.seen and not any(training for training, _ in spy.seen), "expected  eval mode\ngot       train mode"
    assert len(spy.seen) == 1, f"expected  one forward pass\ngot       {len(spy.seen)}"
