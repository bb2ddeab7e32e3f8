"""Work lists 待办: what waits for a person, most urgent first; who has taken it, and to whom it was handed over.

A service says with which event a task begins and ends (`writes.py`) and who does a kind (`desk.py`); the rest is alike
in all services. Read by `queries.py`, moved between people by `hands.py`.

See docs/design/work-lists.md.
"""
