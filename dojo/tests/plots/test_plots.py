"""Pictures: each chapter's are drawn, legible and the same each time, and trouble is told in the learner's words."""

import itertools
import signal
import struct
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from rich.progress import Progress

from dojo.ground.chapters import KATAS, ROOT, SOLUTIONS, chapters
from dojo.ground.stub_maker import stub
from dojo.plots import choose
from dojo.plots.__main__ import main
from dojo.plots.run import Run
from dojo.plots.style import Picture


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Generator[None, None, None]:
    """Import chapters from solutions/ in this test."""
    target: Any = request.config.pluginmanager.get_plugin("target")
    with target.referring():
        yield
        choose.forget()


@pytest.fixture(scope="module")
def few() -> Run:
    """Return what pictures of few digits are made with, after little training."""
    return Run(Progress(disable=True), samples=40, epochs=2)


def with_data(figure: Figure) -> list[Axes]:
    """Return a figure's axes but for color bars."""
    return [axes for axes in figure.axes if axes.get_label() != "<colorbar>"]


def luminance(color: Any) -> float:
    """Return how light a color is in grayscale, from 0 to 1."""
    return float(np.dot(to_rgb(color), (0.299, 0.587, 0.114)))


def test_modules_are_named_after_chapters() -> None:
    """Where a chapter has pictures, it has its own name in dojo/plots/."""
    names = {path.stem for path in (ROOT / "dojo" / "plots").glob("ch[0-9]*.py")}

    assert names == {chapter.name for chapter in choose.drawn().values()}
    assert len(names) >= 10


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("session", choose.drawn())
def test_pictures_are_legible_and_the_same_again(session: str, few: Run) -> None:
    """Two runs give the same bytes, 800 pixels wide or more, with titles and labels that nothing cuts off."""
    first, again = (list(choose.draw(choose.drawn()[session], few, KATAS, solutions=True)) for _ in range(2))
    bytes_of_first = [picture.png() for picture in first]

    assert first and bytes_of_first == [picture.png() for picture in again]
    for picture, png in zip(first, bytes_of_first, strict=True):
        assert picture.name.startswith(session.replace("_", ""))
        assert struct.unpack(">I", png[16:20])[0] >= 800
        check_labels(picture)
        check_grayscale(picture.figure)


def check_labels(picture: Picture) -> None:
    """See that all axes with data say what they show, and that the text is inside the picture."""
    figure = picture.figure
    shown = with_data(figure)
    assert figure.get_suptitle().replace("\n", " ") == picture.title
    assert all(axes.get_title("left") and axes.get_xlabel() and axes.get_ylabel() for axes in shown)
    assert all(axes.get_ylabel() for axes in figure.axes if axes not in shown)  # those of color bars
    box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, f"{picture.name} is cut off: {box}"


def check_grayscale(figure: Figure) -> None:
    """See that lines differ in dashes, marker or lightness, and that color maps only ever become lighter or darker."""
    for axes in figure.axes:
        lines = [line for line in axes.lines if not str(line.get_label()).startswith("_")]
        for one, other in itertools.combinations(lines, 2):
            assert differs(one, other), f"{one.get_label()} and {other.get_label()} look alike in grayscale"
        for image in axes.images:
            steps = np.diff([luminance(color) for color in image.get_cmap()(np.linspace(0, 1, 50))])
            assert np.all(steps > 0) or np.all(steps < 0)


def differs(one: Line2D, other: Line2D) -> bool:
    """Tell whether two lines can be told apart without colors."""
    lighter = abs(luminance(one.get_color()) - luminance(other.get_color())) > 0.2
    return lighter or (one.get_linestyle(), one.get_marker()) != (other.get_linestyle(), other.get_marker())


@pytest.mark.usefixtures("reference")
def test_probabilities_only_of_a_network_that_gives_the_same_labels() -> None:
    """The capstone's probabilities are known if it is one of three networks, and its labels are that network's."""
    from ch41_deep_mlp import init_deep_mlp
    from ch43_cnn import init_cnn

    from dojo.plots.ch45_capstone import first_layer, probabilities, strided_cnn

    rng = np.random.default_rng(0)
    X = rng.random((20, 784))
    cnn, mlp = init_cnn(rng), init_deep_mlp([784, 30, 10], rng)
    strided = {name: init_cnn(rng, filter_size=5)[name] for name in "Fc"} | init_deep_mlp([8 * 12 * 12, 30, 10], rng)
    labels = strided_cnn(X, strided).argmax(axis=1)

    A = probabilities(X, labels, strided)

    assert A is not None and np.array_equal(A.argmax(axis=1), labels)
    assert probabilities(X, (labels + 1) % 10, strided) is None
    assert probabilities(X, labels, {"V": mlp["W1"]}) is None
    for params, shape in (cnn, (8, 3, 3)), (strided, (8, 5, 5)), (mlp, (24, 28, 28)):
        layer = first_layer(params)
        assert layer is not None and layer[0].shape == shape
    assert first_layer({"V": np.zeros((49, 3))}) is None


KATA = (SOLUTIONS / "ch22_gradient_descent.py").read_text(encoding="utf-8")
TROUBLES = {
    "unwritten": (stub(KATA, "2.2"), "gradient_descent of chapter 2.2 is not written yet: katas/ch22_gradient_descent"),
    "raises": (KATA.replace("X @ W\n", "X * W\n"), "prediction = X * W\n  ValueError: operands could not be broadcast"),
    "diverges": (KATA.replace("W -= lr", "W += 1e200 * lr"), "diverges: in epoch 2 the loss is inf"),
    "renamed": (KATA.replace("def linear_loss", "def line_loss"), "has no linear_loss_and_grad: was it renamed"),
    "syntax": (KATA.replace("def linear_loss", "def (linear"), "is not valid Python: invalid syntax"),
    "gives none": (KATA.replace("return loss, 2", "return 2"), "Does chapter 2.2 pass its tests? nox -s ch2_2"),
}


def command(katas: Path, *options: str) -> list[str]:
    """Return how to draw with some folder's katas, into its subfolder."""
    return [sys.executable, "-m", "dojo.plots", *options, f"--katas={katas}", f"--to={katas / 'plots'}"]


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("trouble", TROUBLES)
def test_trouble_is_told_in_two_or_three_lines(
    trouble: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The learner's line and what to do come without a traceback, and no picture."""
    kata, expected = TROUBLES[trouble]
    (tmp_path / "ch22_gradient_descent.py").write_text(kata, encoding="utf-8")

    code = main(["ch2_2", "--borrow", f"--katas={tmp_path}", f"--to={tmp_path / 'plots'}"])

    text = capsys.readouterr().out.replace(str(tmp_path), "katas")
    assert code == 1
    assert expected in text
    assert "Traceback" not in text and len(text.splitlines()) <= 3
    assert not list(tmp_path.glob("plots/*"))


@pytest.mark.usefixtures("reference")
def test_an_unwritten_function_of_an_earlier_chapter_can_be_borrowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where chapter 2.1 is missing, 2.2's picture names it and --borrow; with that it is drawn, title and all."""
    for name in "ch11_arrays", "ch21_losses":
        text = stub((SOLUTIONS / f"{name}.py").read_text(encoding="utf-8"), chapters()[name].number)
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "ch22_gradient_descent.py").write_text(KATA, encoding="utf-8")

    done = subprocess.run(command(tmp_path, "ch2_2"), cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    borrowed = main(["ch2_2", "--borrow", f"--katas={tmp_path}", f"--to={tmp_path / 'plots'}"])

    assert done.returncode == 1
    assert "mse_loss of chapter 2.1 is not written yet: " in done.stdout
    assert "Write it (nox -s ch2_1), or see the reference's: nox -s plots -- ch2_2 --borrow" in done.stdout
    assert borrowed == 0
    assert "ch22_line.png  A line by gradient descent: the loss falls from 2.53 to 0.139" in capsys.readouterr().out
    assert [path.name for path in tmp_path.glob("plots/*")] == ["ch22_line.png"]


def test_chapters_without_pictures_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names those that have some."""
    with pytest.raises(SystemExit) as end:
        main(["ch1_1"])

    assert end.value.code == 2
    assert "No pictures belong to ch1_1; there are some for ch2_2, ch2_3, ch3_1" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_ctrl_c_leaves_nothing_half_drawn(tmp_path: Path) -> None:
    """It ends with a line and exit code 130."""
    endless = KATA.replace("    W = W.copy()\n", "    print('begun', flush=True)\n    while True:\n        pass\n")
    (tmp_path / "ch22_gradient_descent.py").write_text(endless, encoding="utf-8")

    process = subprocess.Popen(
        command(tmp_path, "ch2_2", "--borrow"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)

    assert process.returncode == 130
    assert error == "Interrupted. The pictures named above are whole, and no other was written.\n"
    assert not list(tmp_path.glob("plots/*"))
