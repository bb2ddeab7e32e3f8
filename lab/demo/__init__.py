"""A demo: everything started as processes, households walked through by people who are plain functions.

`run.py` is the front door; `walk.py` the days' work; `people/` who does what; `clock_steps.py` when business
time moves; `amid_faults.py` how one works while `lab/faults/` strikes; `outcome.py` whether everything came out as
planted (`differences.py` up to the aid, `life.py` in the open file); `report.py` what is printed.
"""
