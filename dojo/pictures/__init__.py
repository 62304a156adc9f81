"""The diagrams of the lessons, drawn by code: a module a chapter, a public function a picture.

`draw.py` has what they are made of. `nox -s pictures` draws them all into lessons/figures/.
"""
