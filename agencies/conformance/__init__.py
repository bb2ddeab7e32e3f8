"""The conformance kit: asks a registry what a seeker would ask it, rightly and wrongly, and reports what it did.

`conversation.py` sends and signs, `listener.py` hears the answers, `checks.py` judges, `run.py` goes through all.
"""
