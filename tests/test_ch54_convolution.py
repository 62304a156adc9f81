"""What chapter 5.4 means by right."""

from itertools import product
from typing import Any

import numpy as np
import torch
from ch11_arrays import Array
from ch12_matrices import linear
from ch23_minibatches import Params
from ch33_mlp_forward import one_hot
from ch42_convolution import conv_forward
from ch43_cnn import cnn_loss_and_grads, forward_cnn
from ch54_convolution import Cnn, conv2d_multi, flip_and_shift, load_cnn_params, make_cnn, out_size
from torch import Tensor, nn
from torch.nn import functional

from dojo.verdict.expect import expect_close, expect_number, expect_unchanged
from dojo.verdict.tensors import expect_tensor

KEYS = "F", "c", "W", "b"


def seed(number: int = 0) -> torch.Generator:
    """Make a generator."""
    return torch.Generator().manual_seed(number)


def normal(*shape: int) -> Tensor:
    """Draw a tensor of float64."""
    return torch.randn(shape, generator=seed(), dtype=torch.float64)


def cnn_params(filters: int, filter_size: int, pooled: int, classes: int) -> Params:
    """Draw parameters for chapter 4.3's network, with biases that are not 0."""
    rng = np.random.default_rng(0)
    shapes = (filters, filter_size, filter_size), (filters,), (filters * pooled**2, classes), (classes,)
    return {name: rng.standard_normal(shape) for name, shape in zip(KEYS, shapes, strict=True)}


def images(n: int, side: int) -> Array:
    """Draw square images."""
    return np.random.default_rng(1).standard_normal((n, side, side))


def in_forward_order(model: nn.Module) -> list[nn.Parameter]:
    """Return the parameters of a network of one convolution and one dense layer: F, c, W, b."""
    params = list(model.parameters())
    found = sorted(tuple(param.shape) for param in params)
    assert sorted(param.ndim for param in params) == [1, 1, 2, 4], (
        "expected  weights (k, 1, fh, fw) and biases (k,) of a convolution, weights (classes, d) and biases (classes,) "
        f"of a dense layer\ngot       parameters of shapes {found}"
    )
    (F,), (W,) = ([param for param in params if param.ndim == axes] for axes in (4, 2))
    biases = [param for param in params if param.ndim == 1]
    c, b = biases if len(biases[0]) == len(F) else biases[::-1]
    return [F, c, W, b]


def fill(model: nn.Module, params: Params) -> None:
    """Write chapter 4.3's parameters into a network."""
    arrays = params["F"][:, None], params["c"], params["W"].T, params["b"]
    with torch.no_grad():
        for param, array in zip(in_forward_order(model), arrays, strict=True):
            assert param.shape == array.shape, f"expected  shape {array.shape}\ngot       {tuple(param.shape)}"
            param.copy_(torch.tensor(array))


def expect_he(weights: Tensor, hint: str) -> None:
    """Fail unless weights look normal, with mean 0 and variance 2 / fan_in."""
    right, got = (2 / weights[0].numel()) ** 0.5, float(weights.std())
    assert abs(got / right - 1) < 0.1, f"expected  a standard deviation of {right:.4f}\ngot       {got:.4f}\n{hint}"
    outside = float((weights.abs() > 2 * right).float().mean())
    said = f"expected  4.6% of normal weights beyond two standard deviations\ngot       {outside:.1%}\n{hint}"
    assert 0.02 < outside < 0.08, said


def expect_from_generator(make: Any) -> None:
    """Fail unless a network's weights come from the generator that it is made with, and from it alone."""
    generator = seed(3)
    nets = make(generator), make(generator), make(seed(3)), make(seed(4))
    first, following, again, other = ([param.detach() for param in net.parameters() if param.ndim > 1] for net in nets)
    hint = "draw the weights with the generator: weight.normal_(0, deviation, generator=generator)"
    for a, b in zip(first, again, strict=True):
        assert torch.equal(a, b), f"expected  the same weights from the same seed\ngot       others\n{hint}"
    for a, b in [*zip(first, following, strict=True), *zip(first, other, strict=True)]:
        assert not torch.equal(a, b), f"expected  new weights each time\ngot       the same\n{hint}"


def candidates(image: Tensor, pad: int) -> dict[tuple[bool, int, int], Tensor]:
    """Return all that an image may become: mirrored or not, moved down and right by so many pixels, zeros coming in."""
    _, h, w = image.shape
    found: dict[tuple[bool, int, int], Tensor] = {}
    for flip, down, right in product((False, True), range(-pad, pad + 1), range(-pad, pad + 1)):
        source, moved = image.flip(-1) if flip else image, torch.zeros_like(image)
        moved[:, max(0, down) : h + min(0, down), max(0, right) : w + min(0, right)] = source[
            :, max(0, -down) : h + min(0, -down), max(0, -right) : w + min(0, -right)
        ]
        found[flip, down, right] = moved
    return found


def changes(pad: int, n: int = 720) -> list[tuple[bool, int, int]]:
    """Change n equal images of 2 channels, 4 by 5 pixels, and say for each how it was mirrored and moved."""
    image = 1 + torch.arange(40.0).reshape(2, 4, 5)
    new = flip_and_shift(image.repeat(n, 1, 1, 1), pad, seed())
    expect_tensor(new, (n, 2, 4, 5), "float32")
    known, found = candidates(image, pad), list[tuple[bool, int, int]]()
    for result in new:
        how = [change for change, right in known.items() if torch.equal(result, right)]
        assert how, (
            f"expected  channel 0 of an image, {image[0].int().tolist()}, mirrored left to right or not, and moved by "
            f"up to {pad} pixels with zeros coming in, and channel 1 alike\ngot       {result[0].tolist()}\n"
            f"and channel 1: {result[1].tolist()}"
        )
        found += how
    return found


def test_out_size_by_hand() -> None:
    """Of 5 pixels a kernel of 3 has 3 positions, 2 in steps of 2; with a zero at each end, 5 and 3."""
    hint = "(size + 2 * padding - kernel) // stride + 1"
    for arguments, right in ((5, 3), 3), ((5, 3, 2), 2), ((5, 3, 1, 1), 5), ((5, 3, 2, 1), 3):
        expect_number(out_size(*arguments), right, atol=0, hint=f"{hint}, for {arguments}")


def test_out_size_counts_windows_that_fit() -> None:
    """A step that would leave the image is not taken: 6 pixels, kernels of 3 in steps of 2, have 2 positions."""
    expect_number(out_size(6, 3, 2), 2, atol=0, hint="what does not fit is dropped, so divide by //")
    expect_number(out_size(4, 4), 1, atol=0, hint="a kernel as large as the image has one position")
    expect_number(out_size(7, 2, stride=2), 3, atol=0, hint="pools of 2 are kernels of 2 in steps of 2")


def test_out_size_is_pytorchs() -> None:
    """For all sizes to 9, kernels to 4, strides to 3 and paddings to 2, it is the size that PyTorch's conv1d gives."""
    for size, kernel, stride, padding in product(range(1, 10), range(1, 5), range(1, 4), range(3)):
        if kernel <= size + 2 * padding:
            right = functional.conv1d(torch.ones(1, 1, size), torch.ones(1, 1, kernel), stride=stride, padding=padding)
            hint = f"size {size}, kernel {kernel}, stride {stride}, padding {padding}"
            expect_number(out_size(size, kernel, stride, padding), right.shape[-1], atol=0, hint=hint)


def test_out_size_is_an_integer() -> None:
    """Sizes of tensors are integers: 3, not 3.0."""
    size: Any = out_size(5, 3)

    assert isinstance(size, int), f"expected  an int, 3\ngot       {type(size).__name__} {size}: divide by //"


def test_conv2d_multi_by_hand() -> None:
    """Channel 0 gives 1 * 1 + 4 * 2 = 9, channel 1 gives 10 * 3 = 30, and the bias 0.5: together 39.5."""
    X = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]], [[10.0, 20.0], [30.0, 40.0]]]])
    F = torch.tensor([[[[1.0, 0.0], [0.0, 2.0]], [[3.0, 0.0], [0.0, 0.0]]]])

    Z = conv2d_multi(X, F, torch.tensor([0.5]))

    expect_tensor(Z, (1, 1, 1, 1), "float32")
    expect_close(Z, [[[[39.5]]]], atol=1e-4, hint="the sum over channels, and the bias once")


def test_conv2d_multi_of_one_channel_is_chapter_4_2s() -> None:
    """With one channel it gives what your conv_forward gives, in steps of 1 and of 2."""
    X, F, b = normal(2, 1, 6, 7), normal(3, 1, 2, 3), normal(3)

    for stride in 1, 2:
        right = conv_forward(X[:, 0].numpy(), F[:, 0].numpy(), b.numpy(), stride)
        expect_close(conv2d_multi(X, F, b, stride), right, atol=1e-10, hint=f"stride {stride}")


def test_conv2d_multi_adds_up_the_channels() -> None:
    """Each channel has its own plane of each filter; the results of your conv_forward are added up, the bias once."""
    X, F, b = normal(2, 3, 5, 6), normal(4, 3, 3, 2), normal(4)

    Z = conv2d_multi(X, F, b)

    zero = np.zeros(4)
    planes = [conv_forward(X[:, c].numpy(), F[:, c].numpy(), zero) for c in range(3)]
    right = np.sum(planes, axis=0) + b.numpy()[:, None, None]
    expect_close(Z, right, atol=1e-10, hint="Σ over channels of chapter 4.2's convolution, plus b once")


def test_conv2d_multi_pads_with_zeros() -> None:
    """A filter of one 1 that looks up and left by one pixel moves the image down and right; zeros come in."""
    X = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
    F = torch.zeros(1, 1, 3, 3)
    F[0, 0, 0, 0] = 1

    Z = conv2d_multi(X, F, torch.zeros(1), padding=1)

    expect_close(Z, [[[[0, 0], [0, 1]]]], atol=1e-6, hint="padding=1 is a row or column of zeros at each of four sides")


def test_conv2d_multi_is_pytorchs() -> None:
    """It gives what PyTorch's conv2d gives, for strides to 3, paddings to 2, and filters that are not square."""
    X, F, b = normal(2, 3, 7, 8), normal(4, 3, 2, 3), normal(4)

    for stride, padding in product((1, 2, 3), (0, 1, 2)):
        right = functional.conv2d(X, F, b, stride, padding)
        hint = f"stride {stride}, padding {padding}"
        expect_close(conv2d_multi(X, F, b, stride, padding), right.numpy(), atol=1e-10, hint=hint)


def test_conv2d_multi_lets_gradients_through() -> None:
    """With a random upstream gradient, autograd finds for X, F and b what it finds for PyTorch's own."""
    leaves = [tensor.requires_grad_() for tensor in (normal(2, 3, 5, 6), normal(4, 3, 3, 2), normal(4))]
    upstream = normal(2, 4, 3, 4)

    Z = conv2d_multi(leaves[0], leaves[1], leaves[2], 2, 1)

    assert Z.requires_grad, (
        "expected  a result that depends on X, F and b for autograd\ngot       one without a record: "
        "compute with tensors, without detach, numpy or item"
    )
    got = torch.autograd.grad(Z, leaves, upstream, allow_unused=True)
    right = torch.autograd.grad(functional.conv2d(leaves[0], leaves[1], leaves[2], 2, 1), leaves, upstream)
    for name, a, b in zip("XFb", got, right, strict=True):
        assert a is not None, f"expected  a gradient of {name}\ngot       none: the result does not depend on it"
        expect_close(a, b.numpy(), atol=1e-10, hint=f"this is the gradient of {name}")


def test_conv2d_multi_leaves_its_arguments_as_they_were() -> None:
    """X, F and b are what they were before."""
    arguments = {"X": normal(2, 2, 4, 4), "F": normal(3, 2, 2, 2), "b": normal(3)}
    before = {name: tensor.clone() for name, tensor in arguments.items()}

    conv2d_multi(arguments["X"], arguments["F"], arguments["b"], padding=1)

    for name, tensor in arguments.items():
        expect_unchanged(tensor.numpy(), before[name].numpy(), name)


def test_Cnn_has_four_parameters() -> None:
    """For digits they are (8, 1, 3, 3), (8,), (10, 1352) and (10,); other sizes give others."""
    small = {"filters": 4, "filter_size": 5, "pool": 3, "image_size": 18, "classes": 7}
    digits, others = [(8, 1, 3, 3), (8,), (10, 1352), (10,)], [(4, 1, 5, 5), (4,), (7, 64), (7,)]
    for sizes, right in (dict[str, int](), digits), (small, others):
        found = [tuple(param.shape) for param in in_forward_order(Cnn(seed(), **sizes))]
        assert found == right, f"expected  parameters {right}\ngot       {found}\nfor {sizes or 'the default sizes'}"


def test_Cnn_gives_chapter_4_3s_scores() -> None:
    """With your forward_cnn's parameters it gives the scores before softmax: flat @ W + b."""
    for filters, size, pool, side, classes in (3, 3, 2, 8, 5), (2, 2, 3, 11, 4):
        params = cnn_params(filters, size, (side - size + 1) // pool, classes)
        model = Cnn(seed(), filters, size, pool, side, classes).double()
        fill(model, params)
        X = images(4, side)

        scores = model(torch.tensor(X)[:, None])

        _, P, _ = forward_cnn(X, params["F"], params["c"], params["W"], params["b"], pool)
        right = linear(P.reshape(len(P), -1), params["W"], params["b"])
        expect_close(scores, right, atol=1e-10, hint="conv, ReLU, pool, flatten, dense: scores, and no softmax")


def test_Cnn_draws_weights_as_he_does() -> None:
    """Filters have variance 2 / (fh * fw), the dense layer 2 / (k * ph * pw), and biases are 0."""
    F, c, W, b = in_forward_order(Cnn(seed(), 200, 3, 2, 8, 10))

    expect_he(F.detach(), "these are the filters: variance 2 / (fh * fw)")
    expect_he(W.detach(), "these are the weights of the dense layer: variance 2 / (k * ph * pw)")
    for name, bias in ("c", c), ("b", b):
        expect_close(bias, np.zeros(bias.shape), atol=0, hint=f"{name}: biases start at 0")


def test_Cnn_takes_randomness_from_the_generator() -> None:
    """The same seed gives the same weights, another one others, and a generator that has been used goes on."""
    expect_from_generator(lambda generator: Cnn(generator, 4, 3, 2, 8, 5))


def test_load_cnn_params_gives_chapter_4_3s_network() -> None:
    """Scores, and the gradients of the loss, are those of your network with the same parameters, to 1e-10."""
    params, X, labels = cnn_params(3, 3, 3, 5), images(6, 8), np.array([0, 4, 2, 1, 3, 2])
    model = Cnn(seed(), 3, 3, 2, 8, 5).double()

    load_cnn_params(model, params)

    loss = functional.cross_entropy(model(torch.tensor(X)[:, None]), torch.tensor(labels))
    loss.backward()
    right, grads = cnn_loss_and_grads(X, one_hot(labels, 5), params)
    expect_number(loss.item(), right, atol=1e-10, hint="this is the loss of the network that was loaded")
    grads = {**grads, "F": grads["F"][:, None], "W": grads["W"].T}
    for name, param in zip(KEYS, in_forward_order(model), strict=True):
        assert param.grad is not None, f"expected  a gradient of {name}\ngot       none: keep it a parameter"
        expect_close(param.grad, grads[name], atol=1e-10, hint=f"this is the gradient of {name}, as PyTorch shapes it")


def test_load_cnn_params_writes_where_the_parameters_are() -> None:
    """The parameters are the same objects as before, so that an optimizer that was made earlier still trains them."""
    model = Cnn(seed(), 3, 3, 2, 8, 5).double()
    before = in_forward_order(model)

    load_cnn_params(model, cnn_params(3, 3, 3, 5))

    for name, old, new in zip(KEYS, before, in_forward_order(model), strict=True):
        assert old is new, f"expected  the same parameter {name}, with new numbers\ngot       another: use copy_"
        assert new.requires_grad, f"expected  {name} to require gradients\ngot       that it does not"


def test_load_cnn_params_copies() -> None:
    """Training the model afterwards leaves the arrays that were loaded as they are."""
    params, model = cnn_params(3, 3, 3, 5), Cnn(seed(), 3, 3, 2, 8, 5).double()
    before = {name: param.copy() for name, param in params.items()}

    load_cnn_params(model, params)
    with torch.no_grad():
        for param in model.parameters():
            param += 1

    for name, param in params.items():
        expect_unchanged(param, before[name], f"params[{name!r}]")


def test_make_cnn_has_a_convolution_for_each_of_channels() -> None:
    """Images (3, 32, 32) with channels 4 and 6 leave 6 planes of 8 by 8, for the dense layer's 384 inputs."""
    for channels, image, classes, right in (
        ([4, 6], (3, 32, 32), 10, [(4, 3, 3, 3), (4,), (6, 4, 3, 3), (6,), (10, 384), (10,)]),
        ([5], (1, 9, 14), 3, [(5, 1, 3, 3), (5,), (3, 140), (3,)]),
        ([2, 3, 4], (1, 28, 28), 7, [(2, 1, 3, 3), (2,), (3, 2, 3, 3), (3,), (4, 3, 3, 3), (4,), (7, 36), (7,)]),
    ):
        model: Any = make_cnn(channels, image, classes, seed())
        found = [tuple(param.shape) for param in model.parameters()]
        assert found == right, f"expected  parameters {right}\ngot       {found}\nfor {channels}, images {image}"


def test_make_cnn_goes_forward() -> None:
    """Each convolution pads by 1; then come ReLU and a pool of 2; at the end the planes are flattened, and dense."""
    for image in (3, 8, 8), (2, 13, 10):
        model = make_cnn([4, 5], image, 3, seed()).double()
        X = normal(2, *image)

        A, params = X, [param.detach() for param in model.parameters()]
        with torch.no_grad():
            for _, param in model.named_parameters():
                if param.ndim == 1:
                    param += 0.3
        for F, b in zip(params[:4:2], params[1:4:2], strict=True):
            A = functional.max_pool2d(torch.relu(functional.conv2d(A, F, b, padding=1)), 2)
        right = A.flatten(1) @ params[4].T + params[5]
        hint = "conv with padding 1, ReLU, pool 2, again, flatten, dense, and no softmax"
        expect_close(model(X), right.numpy(), atol=1e-10, hint=hint)


def test_make_cnn_is_sequential() -> None:
    """It is an nn.Sequential, so that its layers can be taken by their numbers."""
    model: Any = make_cnn([4], (1, 8, 8), 3, seed())

    assert isinstance(model, nn.Sequential), f"expected  an nn.Sequential\ngot       {type(model).__name__}"


def test_make_cnn_draws_weights_as_he_does() -> None:
    """A convolution's variance is 2 / (9 * channels that come in), the dense layer's 2 / inputs; biases are 0."""
    params = [param.detach() for param in make_cnn([60, 40], (3, 8, 8), 10, seed()).parameters()]

    for layer, weights in enumerate(params[::2], start=1):
        expect_he(weights, f"weights of layer {layer}: variance 2 / fan_in, with all channels in fan_in")
    for bias in params[1::2]:
        expect_close(bias, np.zeros(bias.shape), atol=0, hint="biases start at 0")


def test_make_cnn_takes_randomness_from_the_generator() -> None:
    """The same seed gives the same weights, another one others, and a generator that has been used goes on."""
    expect_from_generator(lambda generator: make_cnn([3, 4], (2, 8, 8), 5, generator))


def test_flip_and_shift_mirrors_about_half_of_the_images() -> None:
    """With pad = 0 an image stays, or is mirrored left to right; of 720 about half are, each by a chance of its own."""
    mirrored = [flip for flip, _, _ in changes(pad=0)]

    share = sum(mirrored) / len(mirrored)
    assert 0.4 < share < 0.6, (
        f"expected  about half of 720 images mirrored\ngot       {share:.0%}\n"
        "draw a number for each image, and mirror where it is below 1/2"
    )


def test_flip_and_shift_moves_by_up_to_pad() -> None:
    """With pad = 1 images move by -1, 0 and 1 down, and by -1, 0 and 1 to the right, each about as often."""
    found = changes(pad=1)

    for name, moves in ("down", [down for _, down, _ in found]), ("to the right", [right for *_, right in found]):
        counts = {move: moves.count(move) for move in (-1, 0, 1)}
        assert all(180 < count < 300 for count in counts.values()), (
            f"expected  about 240 of 720 images moved {name} by each of -1, 0 and 1\ngot       {counts}"
        )


def test_flip_and_shift_chooses_freely() -> None:
    """All 18 combinations of mirrored or not, down and right come up: no choice depends on another one."""
    found = changes(pad=1)

    counts = [found.count(change) for change in product((False, True), (-1, 0, 1), (-1, 0, 1))]
    assert all(10 < count < 90 for count in counts), (
        f"expected  about 40 of 720 images for each of 18 combinations\ngot       {counts}\n"
        "draw three numbers for each image: mirrored or not, down, and to the right"
    )


def test_flip_and_shift_moves_further_with_a_larger_pad() -> None:
    """With pad = 3 images of 4 by 5 pixels move by up to 3; what leaves is lost, and does not come in again."""
    found = changes(pad=3)

    for name, moves in ("down", {down for _, down, _ in found}), ("to the right", {right for *_, right in found}):
        assert moves == set(range(-3, 4)), f"expected  moves {name} from -3 to 3\ngot       {sorted(moves)}"


def test_flip_and_shift_takes_chance_from_the_generator() -> None:
    """The same seed gives the same images, another one others, and a generator that has been used goes on."""
    X, generator = normal(50, 3, 6, 6), seed(1)

    # each call has a copy, because a kata that changes its images would give four times the same
    first, following, again, other = (flip_and_shift(X.clone(), 2, g) for g in (generator, generator, seed(1), seed(2)))

    hint = "draw all numbers with generator=generator"
    expect_close(again, first.numpy(), atol=0, hint=f"the same seed for the second time; {hint}")
    for new in following, other:
        assert not torch.equal(first, new), f"expected  other changes\ngot       the same\n{hint}"


def test_flip_and_shift_leaves_its_images_as_they_were() -> None:
    """The images that are passed in are the same afterwards, for the next epoch."""
    X = normal(20, 1, 4, 4)
    before = X.clone()

    flip_and_shift(X, 1, seed())

    expect_unchanged(X.numpy(), before.numpy(), "images")
