"""Past decisions and today's households under another law: an operator's question, which changes nothing.

`history.py` reads what is stored, chunk by chunk; `redecision.py` and `simulation.py` put it to the law;
`tally.py` counts. Run by `services/intake/tools.py`, in intake's own process with its vault.
"""
