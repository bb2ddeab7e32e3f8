"""Where intake meets a foreign format: union rosters as sheets, read (`chassis/workbook`, `roster_reader.py`,
`roster_merges.py`, `roster_body.py`, `roster_cells.py`, `roster_lists.py`, `roster_completion.py`) and given back with
their errors marked (`roster_copy.py`); the form itself (`roster_template.py`); papers, looked at (`papers/`).
Foreign files are read in child processes: `chassis/child_process.py` bounds them from outside,
`chassis/resource_limits.py` from inside.
"""
