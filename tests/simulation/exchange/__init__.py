"""The exchange with the agencies, simulated: verification's own deciders and handlers on a store in memory, and around
them agencies that do what agencies do. `town.py` is the house, `steps.py` what may happen in it, `letters.py` what
agencies send, `cases.py` what must come of it and must hold of what is stored.
"""
