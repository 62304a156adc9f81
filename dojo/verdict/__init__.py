"""What a test run says: which chapters are tested, what passed, and for a failure what is wrong and why.

The tests, `practice` and `proof` may import it; it imports `ground` alone. Begin with `report.py`, a pytest plugin.
"""
