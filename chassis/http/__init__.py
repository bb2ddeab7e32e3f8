"""The front door of every service: routes are plain functions, everything around them is here.

Read `app.py` first; `errors.py` for what is said when a request is refused.
"""
