"""Papers as people send them, and as nobody should."""
