"""The application form: its shape (`body.py`), what must hold of it (`checks.py`), what becomes of it (`sound.py`).

The portal sends it as JSON, a roster as a row: both go through the same three.
"""
