"""Use cases: load, decide, append. One file per story, in the order of the way: opening, asking, answering, ending.

`inquiries.py` is what they share; `questions.py` renders a question as the agencies know it.
"""
