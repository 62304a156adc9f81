"""Several modules at the same time: what each says is whole, and who fails is named."""

import pytest

from dojo.ground.side_by_side import run_side_by_side

SAYS = "[print('{0}', i, flush=True) for i in range(1000)]; 1 / {1}"


def test_each_speaks_in_one_piece(capfd: pytest.CaptureFixture[str]) -> None:
    """All run, whichever fails; the failed ones are named as they were called, and no lines are mixed."""
    commands = [["timeit", "-n1", "-r1", SAYS.format(name, well)] for name, well in (("a", 1), ("b", 0), ("c", 1))]

    failed = run_side_by_side([*commands, ["nothing_of_this_name"]])

    lines = [line for line in capfd.readouterr().out.splitlines() if line[:2] in {"a ", "b ", "c "}]
    assert set(failed) == {" ".join(commands[1]), "nothing_of_this_name"}
    assert all([f"{lines[i][0]} {j}" for j in range(1000)] == lines[i : i + 1000] for i in (0, 1000, 2000))
