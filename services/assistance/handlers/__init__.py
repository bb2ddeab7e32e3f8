"""Use cases: one file each. Whoever touches a fund's budget holds the fund's lock (`locks.py`)."""
