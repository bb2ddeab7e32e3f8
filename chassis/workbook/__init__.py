"""A sandboxed parser of sheets: a foreign file is read in a child process that can harm nobody.

`confinement.py` starts the child and says what its end means; `__main__.py` is the child, which binds its own hands
before it reads; `formats.py` tells which reader reads; `told.py` is what it tells. Why a reader of our own:
docs/decisions/0020-a-sheet-is-read-as-it-stands.md.
"""
