"""A command line that cannot be read is answered in a sentence, and with the right form."""

import sys

import pytest

from dojo.ground import wrap
from dojo.ground.command_line import Parser, bare_names, not_an_option
from dojo.ground.lookup import find

WRONG: dict[tuple[str, ...], str] = {
    ("softmax", "relu"): "This does not fit here: relu.",
    (): "Something is missing: a function such as softmax.",
    ("softmax", "--to", "x"): "Argument --to: invalid int value: 'x'.",
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_comes_first(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """The first line says it, the last one how to write it, and the exit code is that of argparse."""
    parser = Parser("hint", "Get unstuck.")
    parser.add_argument("name", help="a function such as softmax")
    parser.add_argument("--to", type=int)

    with pytest.raises(SystemExit) as ended:
        parser.parse_args(words)

    said = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2 and said[0] == WRONG[words]
    assert said[-1].startswith("usage: nox -s hint -- ")


def test_whole_words_at_the_edge(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal no line is longer than it is wide."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "50")
    assert len(wrap.for_terminal("word " * 30).splitlines()) > 1

    with pytest.raises(SystemExit):
        Parser("plots", "Draw.").error("no pictures belong to ch1_1; there are some for " + "ch2_2, " * 12)

    assert max(map(len, capsys.readouterr().err.splitlines())) <= 50


def test_names_among_options() -> None:
    """Neither an option's value nor a file is a bare name."""
    assert bare_names(["-k", "linear", "--watch", "softmax", "-p", "xdist", "tests/x.py", "--tb=short", "relu"]) == [
        "softmax",
        "relu",
    ]
    assert "-s ch1_1 -- -k batch" in not_an_option("ch1_1", ["--borrow", "batch"])
    assert not_an_option("ch1_1", ["-k", "batch"]) == ""


def test_capitals_and_digits() -> None:
    """What is written in capitals, or as two digits, is found; where case tells two things apart, it counts."""
    assert str(find("SOFTMAX")[0]) == "ch3_2.softmax" and str(find("CH1_2")[0]) == str(find("12")[0]) == "ch1_2"
    assert [str(each) for each in find("ReLU")] == ["ch5_2.ReLU"]
    assert [str(each) for each in find("relu")] == ["ch3_2.relu"]
