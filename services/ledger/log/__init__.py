"""The log: every event of every service once, in one order; its rows stay as they are written."""
