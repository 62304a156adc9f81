"""What it takes to skip a chapter: the tests of one function that stands for all of its functions."""
