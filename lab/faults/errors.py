"""How the laboratory says that it proved nothing."""


class NotStruck(Exception):
    """A fault could not do what it says: then the demo proves nothing about it."""
