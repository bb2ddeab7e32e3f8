"""The laboratory of a demo: named faults that strike while households walk, on a schedule that its seed replays.

`catalogue.py` holds them all, each is one file; `schedule.py` says what strikes when, `campaign.py` does it; `site.py`
and `lab.py` are all that a fault may touch; `serve.py` starts a service with wrapped ports.
"""
