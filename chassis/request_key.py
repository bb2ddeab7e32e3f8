"""Idempotency key of a command: it is carried out once, however often it is sent.

The HTTP edge makes it from the caller's `Idempotency-Key`; the event store keeps it with the answer.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestKey:
    """`scope` says who sent which key where, `body_hash` what was asked for.

    Both are keyed hashes (hex): a caller is free to put a person's number into a key or a body.
    The same scope and hash: the stored answer again; the same scope and another hash: a mismatch.
    """

    scope: str
    body_hash: str
