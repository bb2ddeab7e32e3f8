"""Assistance: plans, funds and their journal, aid proposed and paid, relief and exit (帮扶)."""
