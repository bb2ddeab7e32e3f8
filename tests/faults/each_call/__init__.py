"""A fault at each outside call, failing before its effect and after it; then everything is read from storage.

`sites.py` numbers the places in our code that call outwards; the `*_port.py` wrap what they call; `house.py` runs
the whole system in one process; `journey.py` walks households through it, stage by stage; `shelf.py` puts the
databases back to the beginning of a stage, so that each fault meets the same state.
"""
