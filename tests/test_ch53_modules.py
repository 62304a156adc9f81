"""What chapter 5.3 means by right."""

from typing import Any

import numpy as np
import torch
from ch11_arrays import Array
from ch12_matrices import linear
from ch23_minibatches import Params
from ch32_activations import softmax
from ch33_mlp_forward import one_hot
from ch41_deep_mlp import deep_mlp_loss_and_grads, forward_mlp, init_deep_mlp
from ch53_modules import Linear, Mlp, count_parameters, load_params, predict, read_params
from torch import Tensor, nn

from dojo.verdict.expect import expect_close, expect_number, expect_unchanged
from dojo.verdict.tensors import expect_tensor


def seed(number: int = 0) -> torch.Generator:
    """Make a generator."""
    return torch.Generator().manual_seed(number)


def deep_params(*sizes: int) -> Params:
    """Draw parameters for chapter 4.1's network, with biases that are not 0."""
    rng = np.random.default_rng(0)
    params = init_deep_mlp(sizes, rng)
    return {name: param + 0.1 * rng.standard_normal(param.shape) for name, param in params.items()}


def samples(n: int, d: int) -> Array:
    """Draw samples."""
    return np.random.default_rng(1).standard_normal((n, d))


def expect_parameters(model: nn.Module, shapes: list[tuple[int, ...]], hint: str = "") -> list[Tensor]:
    """Fail unless a module has parameters of these shapes, in this order; return them."""
    found = [tuple(param.shape) for param in model.parameters()]
    assert found == shapes, f"expected  parameters of shapes {shapes}\ngot       {found}\n{hint}".rstrip()
    return list(model.parameters())


def fill(model: nn.Module, params: Params) -> None:
    """Write W1, b1, … into the parameters of a module, weights transposed, whichever of the two a layer has first."""
    with torch.no_grad():
        for axes in 2, 1:
            own = [param for param in model.parameters() if param.ndim == axes]
            arrays = [array for array in params.values() if array.ndim == axes]
            for param, array in zip(own, arrays, strict=True):
                param.copy_(torch.tensor(array.T))


def shapes_of(*sizes: int) -> list[tuple[int, ...]]:
    """Return the shapes of a network's parameters, as PyTorch has them."""
    pairs = zip(sizes[:-1], sizes[1:], strict=True)
    return [shape for n_in, n_out in pairs for shape in ((n_out, n_in), (n_out,))]


def expect_normal(weights: Tensor, n_in: int, hint: str) -> None:
    """Fail unless weights look normal, with mean 0 and variance 2 / n_in."""
    right, got = (2 / n_in) ** 0.5, float(weights.std())
    assert abs(got / right - 1) < 0.05, f"expected  a standard deviation of {right:.4f}\ngot       {got:.4f}\n{hint}"
    assert abs(float(weights.mean())) < 0.1 * right, f"expected  a mean near 0\ngot       {float(weights.mean()):.4f}"
    outside = float((weights.abs() > 2 * right).float().mean())
    said = f"expected  4.6% of normal weights beyond two standard deviations\ngot       {outside:.1%}\n{hint}"
    assert 0.03 < outside < 0.06, said


def test_Linear_has_two_parameters() -> None:
    """With 2 inputs and 3 outputs the weight is (3, 2) and the bias (3,); both are parameters, under these names."""
    found = {name: tuple(param.shape) for name, param in Linear(2, 3, seed()).named_parameters()}

    hint = "PyTorch stores weights as (n_out, n_in); only an nn.Parameter that is assigned to self is found"
    assert found == {"weight": (3, 2), "bias": (3,)}, (
        f"expected  the parameters weight (3, 2) and bias (3,)\ngot       {found}\n{hint}"
    )


def test_Linear_by_hand() -> None:
    """Row [1, 2], weights [2, 1] and bias 10 give the first score, 1 * 2 + 2 * 1 + 10 = 14."""
    layer: Any = Linear(2, 3, seed())
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[2.0, 1.0], [0.0, -1.0], [1.0, 4.0]]))
        layer.bias.copy_(torch.tensor([10.0, -20.0, 30.0]))

    Z = layer(torch.tensor([[1.0, 2.0], [0.0, -1.0]]))

    expect_tensor(Z, (2, 3), "float32")
    expect_close(Z, [[14, -22, 39], [9, -19, 26]], atol=1e-5, hint="Z = X @ weight.T + bias")


def test_Linear_is_chapter_1_2s() -> None:
    """In float64 it gives what chapter 1.2's linear gives with W = weight.T, to 1e-10, also for square weights."""
    for n_in, n_out in (4, 3), (3, 3), (1, 5), (5, 1):
        rng = np.random.default_rng(0)
        X, W, b = samples(6, n_in), rng.standard_normal((n_in, n_out)), rng.standard_normal(n_out)
        layer = Linear(n_in, n_out, seed()).double()
        fill(layer, {"W": W, "b": b})

        expect_close(layer(torch.tensor(X)), linear(X, W, b), atol=1e-10, hint="Z = X @ weight.T + bias")


def test_Linear_draws_weights_as_he_does() -> None:
    """Weights are normal with mean 0 and variance 2 / n_in; biases are 0."""
    for n_in, n_out in (400, 50), (50, 400):
        layer: Any = Linear(n_in, n_out, seed())
        hint = f"n_in = {n_in}, n_out = {n_out}: normal numbers times sqrt(2 / n_in), the number of inputs"
        expect_normal(layer.weight.detach(), n_in, hint)
        expect_close(layer.bias, np.zeros(n_out), atol=0, hint="biases start at 0")


def test_Linear_takes_randomness_from_the_generator() -> None:
    """The same seed gives the same weights, another seed others, and a generator that was used gives new ones.

    PyTorch's global seed makes no difference.
    """
    generator = seed()
    torch.manual_seed(1)
    first: Any = Linear(4, 3, generator)
    next_one: Any = Linear(4, 3, generator)
    torch.manual_seed(2)
    again: Any = Linear(4, 3, seed())
    other: Any = Linear(4, 3, seed(5))

    hint = "torch.randn(n_out, n_in, generator=generator) draws from the generator"
    expect_close(again.weight, first.weight.detach().numpy(), atol=0, hint=hint)
    for layer in next_one, other:
        assert not torch.equal(layer.weight, first.weight), f"expected  other weights\ngot       the same\n{hint}"


def test_Linear_learns() -> None:
    """With an upstream gradient G the slopes are G.T @ X for the weight, and the column sums of G for the bias."""
    layer: Any = Linear(2, 3, seed())
    X, G = torch.tensor([[1.0, 2.0], [3.0, -1.0]]), torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 0.5]])

    (layer(X) * G).sum().backward()

    hint = "both are parameters that require gradients, and forward computes with them"
    assert layer.weight.grad is not None and layer.bias.grad is not None, f"expected  gradients\ngot       none\n{hint}"
    expect_close(layer.weight.grad, (G.T @ X).numpy(), atol=1e-5, hint=hint)
    expect_close(layer.bias.grad, [3, 1, -0.5], atol=1e-5, hint=hint)


def test_Mlp_has_the_parameters_of_all_layers() -> None:
    """Sizes 4, 5, 3 are two layers, with weights (5, 4) and (3, 5) and a bias for each; PyTorch finds all four."""
    hint = "PyTorch finds the layers in an nn.ModuleList; in a Python list it does not look"

    for sizes in (4, 5, 3), (4, 3), (4, 6, 5, 3, 2):
        expect_parameters(Mlp(sizes, seed()), shapes_of(*sizes), hint)


def test_Mlp_has_layers_of_its_own() -> None:
    """Layers of the same size are different layers, with different weights."""
    model = Mlp([3, 3, 3, 3], seed())

    hint = "make a new Linear for each layer: one object that is used three times has one weight and one bias"
    params = expect_parameters(model, shapes_of(3, 3, 3, 3), hint)
    assert not torch.equal(params[0], params[2]), f"expected  different weights\ngot       the same twice\n{hint}"


def test_Mlp_by_hand() -> None:
    """The inputs 1 and -2 give the hidden units 1 and 0, and the scores 1 * 2 - 5 = -3 and 1 * -1 + 4 = 3.

    Without ReLU the second input would give a hidden unit of -2; with one at the end too, -3 would be 0.
    """
    model = Mlp([1, 1, 2], seed())
    fill(model, {"W1": np.array([[1.0]]), "b1": np.zeros(1), "W2": np.array([[2.0, -1.0]]), "b2": np.array([-5.0, 4])})

    Z = model(torch.tensor([[1.0], [-2.0]]))

    hint = "ReLU between the layers, none after the last, and no softmax: scores, not probabilities"
    expect_tensor(Z, (2, 2), "float32")
    expect_close(Z, [[-3, 3], [-5, 4]], atol=1e-5, hint=hint)


def test_Mlp_is_chapter_4_1s_network() -> None:
    """The softmax of its scores is what chapter 4.1's forward_mlp gives, to 1e-10, whatever the depth."""
    for sizes in (4, 3), (4, 5, 3), (3, 3, 3), (4, 6, 5, 3, 2):
        X, params = samples(6, sizes[0]), deep_params(*sizes)
        model = Mlp(sizes, seed()).double()
        expect_parameters(model, shapes_of(*sizes))
        fill(model, params)

        A = softmax(model(torch.tensor(X)).detach().numpy())

        expect_close(A, forward_mlp(X, *params.values())[-1], atol=1e-10, hint=f"the sizes are {sizes}")


def test_Mlp_has_chapter_4_1s_gradients() -> None:
    """cross_entropy and backward give the gradients of chapter 4.1, to 1e-10, those of weights transposed."""
    X, y, params = samples(8, 4), np.random.default_rng(2).integers(0, 3, 8), deep_params(4, 6, 5, 3)
    model = Mlp([4, 6, 5, 3], seed()).double()
    expect_parameters(model, shapes_of(4, 6, 5, 3))
    fill(model, params)

    loss: Any = nn.functional.cross_entropy(model(torch.tensor(X)), torch.tensor(y))
    loss.backward()

    right_loss, right = deep_mlp_loss_and_grads(X, one_hot(y, 3), params)
    expect_number(loss, right_loss, atol=1e-5)
    for (name, grad), param in reversed(list(zip(right.items(), model.parameters(), strict=True))):
        assert param.grad is not None, f"expected  a gradient of {name}\ngot       none: backward does not reach it"
        expect_close(param.grad, grad.T, atol=1e-10, hint=f"this is the gradient of {name}, transposed")


def test_Mlp_draws_each_layer_for_its_inputs() -> None:
    """Each layer's weights have variance 2 / its number of inputs; biases are 0, and a seed gives the same again."""
    sizes = 400, 100, 200, 50
    model, again = Mlp(sizes, seed()), Mlp(sizes, seed())
    params = expect_parameters(model, shapes_of(*sizes))

    for n_in, weights, bias in zip(sizes, params[::2], params[1::2], strict=False):
        expect_normal(weights.detach(), n_in, f"a layer of {n_in} inputs")
        expect_close(bias, np.zeros(len(bias)), atol=0)
    for first, second in zip(params, again.parameters(), strict=True):
        expect_close(second, first.detach().numpy(), atol=0, hint="all layers draw from the generator that is passed")


def test_load_params_transposes_weights() -> None:
    """Chapter 4.1's W1 of (2, 3) becomes a weight of (3, 2), with the same numbers."""
    model, params = Mlp([2, 3, 2], seed()).double(), deep_params(2, 3, 2)

    load_params(model, params)

    for param, (name, array) in zip(model.parameters(), params.items(), strict=True):
        expect_close(param, array.T, atol=0, hint=f"{name} with all its digits, transposed if it is a weight")


def test_load_params_makes_it_the_same_network() -> None:
    """The softmax of the model's scores is what forward_mlp gives with these parameters, also if all are square."""
    for sizes in (3, 3, 3), (4, 5, 3), (4, 2):
        X, params = samples(6, sizes[0]), deep_params(*sizes)
        model = Mlp(sizes, seed()).double()

        load_params(model, params)

        A = softmax(model(torch.tensor(X)).detach().numpy())
        expect_close(A, forward_mlp(X, *params.values())[-1], atol=1e-10, hint=f"the sizes are {sizes}")


def test_load_params_copies() -> None:
    """Model and arrays share no memory: training the one leaves the other as it was."""
    model, params = Mlp([2, 3, 2], seed()).double(), deep_params(2, 3, 2)
    before = {name: param.copy() for name, param in params.items()}

    load_params(model, params)
    with torch.no_grad():
        for param in model.parameters():
            param.add_(1)

    for name in params:
        expect_unchanged(params[name], before[name], f"params[{name!r}]")
        params[name] -= 5
    for param, (name, array) in zip(model.parameters(), before.items(), strict=True):
        expect_close(param, array.T + 1, atol=1e-12, hint=f"{name} in the model, after the array was changed")


def test_load_params_leaves_a_model_that_learns() -> None:
    """Afterwards the model has as many parameters as before, and each still gets a gradient."""
    model = Mlp([2, 3, 2], seed()).double()

    load_params(model, deep_params(2, 3, 2))
    nn.functional.cross_entropy(model(torch.tensor(samples(6, 2))), torch.tensor([0, 1] * 3)).backward()

    for param in expect_parameters(model, shapes_of(2, 3, 2)):
        assert param.grad is not None, "expected  a gradient of each parameter\ngot       none"


def test_read_params_gives_chapter_4_1s_parameters() -> None:
    """W1, b1, W2, b2 are arrays, the weights transposed: (2, 3) for 2 inputs and 3 outputs."""
    model, params = Mlp([2, 3, 2], seed()).double(), deep_params(2, 3, 2)
    fill(model, params)

    read: Any = read_params(model)

    assert hasattr(read, "keys"), f"expected  a dict\ngot       {type(read).__name__}"
    assert set(read) == set(params), f"expected  W1, b1, W2, b2\ngot       {', '.join(read)}"
    for name in params:
        assert isinstance(read[name], np.ndarray), (
            f"expected  an array under {name}\ngot       {type(read[name]).__name__}"
        )
        expect_close(read[name], params[name], atol=0, hint=f"this is {name}, in the shape of init_deep_mlp")


def test_read_params_undoes_load_params() -> None:
    """What was loaded is read again, exactly, also if all weights are square."""
    for sizes in (3, 3, 3), (4, 6, 5, 3):
        model, params = Mlp(sizes, seed()).double(), deep_params(*sizes)

        load_params(model, params)
        read = read_params(model)

        for name in params:
            expect_close(read[name], params[name], atol=0, hint=f"this is {name}; the sizes are {sizes}")


def test_read_params_fits_chapter_4_1() -> None:
    """forward_mlp with what was read gives the softmax of the model's own scores."""
    model, X = Mlp([4, 5, 3], seed()).double(), samples(6, 4)

    A = forward_mlp(X, *read_params(model).values())[-1]

    expect_close(A, softmax(model(torch.tensor(X)).detach().numpy()), atol=1e-10, hint="W1, b1, … in this order")


def test_read_params_copies() -> None:
    """Training goes on, and what was read stays as it was; and writing into it leaves the model alone."""
    model, params = Mlp([2, 3, 2], seed()).double(), deep_params(2, 3, 2)
    fill(model, params)

    read = read_params(model)
    with torch.no_grad():
        for param in model.parameters():
            param.add_(1)

    for name in params:
        expect_close(read[name], params[name], atol=0, hint=f"{name} as it was when it was read: copy it")
        read[name] -= 5
    for param, (name, array) in zip(model.parameters(), params.items(), strict=True):
        expect_close(param, array.T + 1, atol=1e-12, hint=f"{name} in the model, after what was read was changed")


def test_count_parameters_of_one_layer() -> None:
    """2 inputs and 3 outputs are 2 * 3 weights and 3 biases, 9 numbers."""
    expect_number(count_parameters(nn.Linear(2, 3)), 9, atol=0)
    expect_number(count_parameters(nn.Linear(2, 3, bias=False)), 6, atol=0)


def test_count_parameters_of_the_mlp() -> None:
    """784 → 256 → 10 has 784 * 256 + 256 + 256 * 10 + 10 = 203,530."""
    expect_number(count_parameters(Mlp([784, 256, 10], seed())), 203530, atol=0)


def test_count_parameters_of_any_module() -> None:
    """Filters count as well, layers within layers too, and ReLU has nothing to count."""
    model = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Sequential(nn.Flatten(), nn.Linear(4, 2)))

    expect_number(count_parameters(model), 8 * 9 + 8 + 4 * 2 + 2, atol=0)
    expect_number(count_parameters(nn.ReLU()), 0, atol=0)


def test_predict_takes_the_highest_score() -> None:
    """Of -1, 3 and 2 the second is the largest, class 1; of -5, -4 and -3 the third, though all are negative."""
    scores = torch.tensor([[-1.0, 3.0, 2.0], [-5.0, -4.0, -3.0], [9.0, 0.0, 8.0], [0.1, 0.3, 0.2]])

    labels = predict(nn.Identity(), scores)

    expect_tensor(labels, (4,), "int64", hint="one label a row: argmax over dim=1")
    expect_close(labels, [1, 2, 0, 1], atol=0, hint="the position of the largest in each row, counted from 0")


def test_predict_gives_one_label_a_sample() -> None:
    """Five samples give the shape (5,), one sample (1,)."""
    for n, c in (5, 10), (1, 10), (3, 3):
        labels = predict(nn.Identity(), torch.eye(10)[torch.arange(n) + 10 - c][:, -c:])
        expect_tensor(labels, (n,), "int64", hint=f"there are {n} samples and {c} classes")
        expect_close(labels, np.arange(n), atol=0)


def test_predict_uses_the_model() -> None:
    """The labels are those of the model's scores, and not of its inputs."""
    model = Mlp([4, 5, 3], seed()).double()
    params = deep_params(4, 5, 3)
    fill(model, params)
    X = samples(20, 4)

    labels = predict(model, torch.tensor(X))

    expect_close(labels, forward_mlp(X, *params.values())[-1].argmax(axis=1), atol=0)


def test_predict_turns_dropout_off() -> None:
    """A model that is training drops 90% of its scores, but not while it predicts: all 50 labels are right."""
    right = np.random.default_rng(0).integers(0, 10, 50)
    model = nn.Sequential(nn.Dropout(0.9)).train()

    labels = predict(model, torch.eye(10)[right])

    expect_close(labels, right, atol=0, hint="model.eval() turns dropout off")


def test_predict_leaves_the_model_in_its_mode() -> None:
    """A model that was training goes on training, with dropout; one that was not stays in eval mode."""
    for training in True, False:
        model = nn.Sequential(nn.Dropout(0.9), nn.Sequential(nn.Dropout(0.5))).train(training)

        predict(model, torch.eye(3))

        hint = "keep model.training before model.eval(), and call model.train with it at the end"
        for module in model.modules():
            said = f"expected  training is {training}, as before\ngot       {module.training}\n{hint}"
            assert module.training == training, said


def test_predict_leaves_gradients_on() -> None:
    """Afterwards PyTorch records computations again, as before."""
    model = nn.Linear(3, 2)

    with torch.enable_grad():
        predict(model, torch.eye(3))
        loss = model(torch.eye(3)).sum()

    hint = "with torch.no_grad(): turns it on again at its end; torch.set_grad_enabled(False) does not"
    assert loss.requires_grad, f"expected  a loss with a record\ngot       none\n{hint}"
    for param in model.parameters():
        assert param.requires_grad, "expected  parameters that still require gradients\ngot       one that does not"
