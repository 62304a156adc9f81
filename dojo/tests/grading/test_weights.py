"""Weights say what functions are worth, and refuse what is not there."""

from pathlib import Path

import pytest

from dojo.grading.weights import read_weights
from dojo.ground.chapters import chapters

LOSSES, BACKPROPAGATION = chapters()["ch21_losses"], chapters()["ch34_backpropagation"]


def test_a_function_is_worth_one_point_unless_told_otherwise(tmp_path: Path) -> None:
    """The weights that come with the project give 1 a function and no bonus."""
    own = tmp_path / "weights.toml"
    own.write_text("function = 2\npolish = 1\n[ch3_4]\nbackward_mlp = 3.5\n")

    assert read_weights().of(LOSSES, "mse_loss") == 1 and read_weights().bonus(3, 3) == 0
    assert (
        read_weights(own).of(LOSSES, "mse_loss") == 2 and read_weights(own).of(BACKPROPAGATION, "backward_mlp") == 3.5
    )
    assert read_weights(own).bonus(1, 4) == 0.25 and read_weights(own).bonus(0, 0) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("function =", "is not TOML"),
        ("function = -1", "0 or more"),
        ("polish = true", "0 or more"),
        ("[ch9_9]\nx = 1", "'ch9_9' is neither"),
        ("[ch3_4]\nsoftmax = 1", "ch3_4 has no softmax, only backward_mlp"),
        ("[ch3_4]\npredict = nan", "0 or more"),
    ],
)
def test_weights_with_faults_are_refused(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong is said, with what there is."""
    (tmp_path / "weights.toml").write_text(text)

    with pytest.raises(ValueError, match=said):
        read_weights(tmp_path / "weights.toml")
