"""Due dates: how late a submission is. That is reported, and never priced."""

from datetime import datetime, time


def moment(text: str) -> datetime:
    """Return the moment that a text names: a date means its end, and without an offset it is this machine's time.

    Raises:
        ValueError: it is no date.
    """
    try:
        found = datetime.fromisoformat(text)
        if len(text) <= len("2026-12-01"):
            found = datetime.combine(found.date(), time(23, 59, 59))
        return found.astimezone()
    except (ValueError, OverflowError):
        raise ValueError(
            f"{text!r} is no date: write 2026-12-01, or 2026-12-01T18:00, or 2026-12-01T18:00+01:00"
        ) from None


def late(when: datetime | None, due: datetime | None) -> int | None:
    """Return by how many seconds something came after it was due, 0 if it came in time; None if nobody knows."""
    if when is None or due is None:
        return None
    return max(0, int((when - due).total_seconds()))


def in_words(seconds: int | None) -> str:
    """Say how late something is: `2 days and 3 hours late`; nothing where nobody knows."""
    if not seconds:
        return "" if seconds is None else "in time"
    units = [("day", seconds // 86400), ("hour", seconds // 3600 % 24), ("minute", seconds // 60 % 60)]
    said = [f"{count} {unit}{'s' if count > 1 else ''}" for unit, count in units if count][:2]
    return f"{' and '.join(said) or 'less than a minute'} late"
