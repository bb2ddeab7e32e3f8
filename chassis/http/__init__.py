"""The HTTP edge of every service: routes are plain functions, everything around them is here.

Read `app.py` first, `call.py` for what a command's route asks for, `refusals/` for what is said when one is refused.
"""
