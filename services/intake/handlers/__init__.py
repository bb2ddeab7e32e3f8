"""Use cases: load, decide, append. One file per story, in the order of the household's way.

`changes.py` is what they share: how one household's stream is loaded, changed and answered for.
"""
