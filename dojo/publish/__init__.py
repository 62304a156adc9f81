"""What readers can be given besides the repository, each made from `lessons/` by a module of its own.

`blog.py` writes posts for a blog, `site.py` builds a site, `notebooks.py` writes notebooks, `book.py`
makes an EPUB and a PDF. No second copy is committed: all of it goes to `published/`.
"""
