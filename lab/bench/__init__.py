"""`jiekun bench`: our real product path against bare limits and against the libraries people would pick instead.

`table.py` lists the rows; `ours/` has one file per contestant of ours, `peers/` one per peer. Each contestant is a
process of its own that plays a round when asked (`peers/line.py`), so nothing but the work is on the clock.
"""
