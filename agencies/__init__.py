"""The mock agency systems and the fictive population that they and the demo share.

`people/` makes the population (who lives where, what they declare, what is true);
the rest is one small app that answers for thirteen agencies, three offices and one charity. Nobody here exists:
every ID number carries a county code that is assigned to no county.
"""
