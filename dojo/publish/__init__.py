"""What readers can be given besides the repository, each made from `lessons/` by a module of its own.

`blog.py` writes posts for a blog. No second copy is committed: everything goes to `published/`.
"""
