"""What the author of a library also minds: advice for a chapter whose core tests pass, and never in the way."""
