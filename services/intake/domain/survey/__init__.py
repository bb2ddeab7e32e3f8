"""排查比对: a row of a roster held against what is on file about the same people.

`row.py`: what a row says, and what it leaves unsaid. `linkage.py`: whose file it speaks of. `comparison.py`: what it
says otherwise. `correction.py`: of an application under way. `acceptance.py`: what a reviewer makes of differences.
"""
