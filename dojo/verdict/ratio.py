"""Say how long one thing takes beside another, in steps so coarse that the next measurement says the same."""

import math

STEPS = {1.5: "one and a half times", 2: "twice", 3: "3 times", 5: "5 times"}
STEPS |= {10**power * step: f"{10**power * step:,} times" for power in range(1, 7) for step in (1, 2, 5)}


def in_words(ratio: float) -> str:
    """Say how long something takes that takes so many times as long as another, or how fast it is if it takes less."""
    size = max(ratio, 1 / ratio)
    step = min([1, *STEPS], key=lambda step: abs(math.log(size / step)))
    if step == 1:
        return "about as fast"
    return f"about {STEPS[step]} as {'long' if ratio > 1 else 'fast'}"
