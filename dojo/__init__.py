"""What surrounds practice: chapters, stubs, and what a learner sees of a test run."""
