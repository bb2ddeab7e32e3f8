"""Where intake meets a foreign format: union rosters as Excel workbooks, read (`roster_guard.py`, `roster_reader.py`,
`roster_body.py`, `roster_cells.py`) and given back with their errors marked (`roster_copy.py`).
"""
