"""Who is who: near duplicates 疑似重复 among households, found by tokens, weighed by signals, decided by people.

`marks.py`: what is kept of a household to be compared. `likeness.py`: how alike two are, and why. `pair.py`: what
becomes of two households that may be one.
"""
