"""A line on the terminal that shows how far a training is, and goes when the training ends."""

import os

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn


class Line:
    """The line below what pytest prints, even while all output is captured."""

    def __init__(self, handle: int, column: int) -> None:
        self.column = column  # where pytest's own line goes on
        self.console = Console(
            file=os.fdopen(os.dup(handle), "w", encoding="utf-8", errors="replace"),
            width=os.get_terminal_size(handle).columns,
            force_terminal=True,
        )
        self.progress: Progress | None = None

    def show(self, share: float, text: str) -> None:
        """Show a bar and a text."""
        if self.progress is None:
            self.progress = Progress(
                TextColumn("[dim]Training on MNIST[/]"), BarColumn(30), TextColumn("{task.description}"),
                console=self.console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False,
            )  # fmt: skip
            self.console.file.write("\n")
            self.progress.add_task("", total=1.0)
            self.progress.start()
        self.progress.update(self.progress.task_ids[0], completed=share, description=text, refresh=True)

    def clear(self) -> None:
        """Remove it, and go back to where pytest's line goes on."""
        if self.progress:
            self.progress.stop()
            self.progress = None
            back = f"\x1b[{self.column}C" if self.column else ""
            self.console.file.write(f"\x1b[1A\r{back}")
            self.console.file.flush()
