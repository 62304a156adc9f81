"""Feed code to Python line by line, as pasting at its prompt does, without running it."""

from codeop import CommandCompiler


def faults(source: str, line: int = 1) -> list[str]:
    """Return what a prompt says of code that begins at a line and is pasted; nothing if it takes all of it.

    At a prompt an empty line ends a block, and code at the margin right after an indented line is an error.
    """
    compiler, waiting = CommandCompiler(), list[str]()
    for number, new in enumerate([*source.splitlines(), ""], line):
        waiting.append(new)
        try:
            if compiler("\n".join(waiting), symbol="single"):
                waiting = []
        except (SyntaxError, ValueError, OverflowError) as error:
            return [f"line {number}: {error.args[0]}: {new.strip()}"]
    return [f"line {line}: the prompt still waits for the rest of {waiting[0]}"] if waiting else []
