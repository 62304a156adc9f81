"""What a maintainer runs: proof that the tests reject what is wrong and pass what is right, and that lessons are true.

Nothing imports it; it imports all other packages. Begin with `gate.py`.
"""
