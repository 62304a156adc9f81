"""Feed code to Python line by line, as pasting at its prompt does, without running it."""

from codeop import CommandCompiler


def faults(source: str) -> list[str]:
    """Return what a prompt says of code that is pasted; nothing if it takes all of it.

    At a prompt an empty line ends a block, and code at the margin right after an indented line is an error.
    """
    compiler, waiting = CommandCompiler(), list[str]()
    for number, line in enumerate([*source.splitlines(), ""], 1):
        waiting.append(line)
        try:
            if compiler("\n".join(waiting), symbol="single"):
                waiting = []
        except (SyntaxError, ValueError, OverflowError) as error:
            return [f"line {number}, {line.strip() or 'which is empty'!r}: {error}"]
    return [f"the prompt still waits for the rest of {waiting[0]!r}"] if waiting else []
