"""What a learner runs besides the tests: progress, watch, hint, compare, reset, stubs, review, skip, and others.

Only `proof` may import it; it imports `verdict` and `ground`. Each session of `noxfile.py` has a module of its name;
begin with `progress.py`.
"""
