"""For classes: grade many submissions in sandboxes, and say to each student what they would have read at home.

A submission is a set of katas and nothing else. What runs them never decides about them: the list of tests, the inputs
and the comparison stay on the trusted side. `result.schema.json` describes what is known of each submission; feedback,
tables and exports are made from it alone.
"""
