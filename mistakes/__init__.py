"""Wrong answers that people give, chapter by chapter, and right ones: `dojo.proof.gate` judges the tests by them."""
