"""The exchange with the agencies, simulated: verification's own deciders and handlers on a store in memory, and around
them agencies that do what agencies do. `town.py` is the house, `steps.py` what may happen in it, `letters.py` what
agencies send, `expectations.py` what must come of it, `truths.py` what must hold of what is stored.
"""
