"""Train with the chapters' functions, and draw what came of it.

A chapter that has pictures has a module of its own name here, found by its file. Its `draw` takes a Run and yields
Pictures; it imports the chapters plainly, so whose functions it trains with is a matter of the import path.
"""
