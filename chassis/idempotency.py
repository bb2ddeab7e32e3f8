"""A command's claim to have been sent once (DESIGN §10): the door makes it, the event store keeps it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IdempotencyClaim:
    """`scope` says who sent which key where, `body_hash` what was asked for.

    Both are keyed hashes (hex): a caller is free to put a person's number into a key or a body.
    The same scope and hash: the stored answer again; the same scope and another hash: a mismatch.
    """

    scope: str
    body_hash: str
