"""The help that `nox -s help` prints: the commands of a learner, on one screen."""

from dojo.ground.chapters import chapters, required
from dojo.ground.typed import nox

COMMANDS = {
    "": "see how far you are, and what is next",
    "-s ch1_1": "test chapter 1.1, and see what to write",
    "-s ch1_1 -- --watch": "test it again at each save",
    "-s watch": "the same for the chapter that you are at",
    "-s hint -- softmax": "get a hint, and one more each time",
    "-s compare -- ch1_1": "see your functions beside the reference's",
    "-s reset -- softmax": "start over, and keep a copy of yours",
    "-s review": "write a function once more, days later",
    "-s skip -- ch1_2": "skip a chapter that you know, by a test",
    "-s plots -- ch3_4": "train with your functions, and draw",
    "-s prompt": "try things out in a Python prompt",
    "-s torch": "install PyTorch, for module 5",
    "-l": "list all sessions",
}
WIDE = 20  # more than this is not repeated in each line


def text() -> str:
    """Return the help."""
    first, *_, last = (chapters()[name] for name in required())
    command = nox() if len(nox()) <= WIDE else "nox"
    lines = [f"{command} {options}".rstrip() for options in COMMANDS]
    width = max(map(len, lines)) + 2
    table = (f"  {line:{width}}{what}" for line, what in zip(lines, COMMANDS.values(), strict=True))
    return "\n".join(
        [
            "Read in lessons/, write in katas/, and let nox test what you write,",
            f"chapter by chapter, from {first.session} to {last.session}:",
            *([f"For nox, write {nox()}"] if command != nox() else []),
            "",
            *table,
            "",
            "Options of a session come after --. README.md explains all of this.",
        ]
    )
