"""The application form: its shape (`body.py`), what must hold of it (`checks.py`), what becomes of
it (`checked_application.py`).

The portal sends it as JSON, a roster as a row: both go through the same three.
"""
