"""Where intake meets a foreign format: union rosters as Excel workbooks, taken in turn (`roster_turns.py`), read
(`workbook/`, `roster_reader.py`, `roster_merges.py`, `roster_body.py`, `roster_cells.py`) and given back with their
errors marked (`roster_copy.py`); papers, looked at (`papers/`). Foreign files are read in child processes:
`child_process.py` bounds them from outside, `resource_limits.py` from inside.
"""
