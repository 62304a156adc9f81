"""How fast the reference trains, beside scikit-learn, PyTorch and the matrix products alone.

Nothing imports it; it imports `ground`. Begin with `__main__.py`, which measures and shows; `contestants.py` trains.
"""
