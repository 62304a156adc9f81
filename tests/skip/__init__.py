"""What it takes to skip a chapter: the tests of one function that needs all that the chapter teaches."""
