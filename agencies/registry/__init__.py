"""What makes an agency a whole registry of the standard beside answering questions: `doors.py` has its addresses.

Subscriptions (`subscriptions.py`), how a transaction stands (`statuses.py`), answers at once and in pages
(`lookups.py`), and a mock's own door by which somebody's register changes (`register.py`).
"""
