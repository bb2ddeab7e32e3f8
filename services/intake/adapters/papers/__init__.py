"""A sandboxed look at papers: a file from outside is what it says it is and nothing beside, or is refused in words.

`inspection.py` starts the child and says what its end means; `__main__.py` is the child, which binds its own hands
before it reads; `pdf.py`, `jpeg.py` and `png.py` look; `told.py` is what it tells. Why papers are not taken as they
come: docs/decisions/0022-papers-lie-sealed-beside-the-store.md.
"""
