"""UUIDv7 (RFC 9562 §5.7): time-ordered ids, made from real time."""

import os

from chassis.clock import real_time


def uuid7() -> str:
    """A new id such as `019ab3f0-…`; its first 48 bits are Unix milliseconds."""
    moment = f"{int(real_time() * 1_000) & _48_BITS:012x}"
    chance = os.urandom(10).hex()
    variant = "89ab"[int(chance[3], 16) & 3]
    return f"{moment[:8]}-{moment[8:]}-7{chance[:3]}-{variant}{chance[4:7]}-{chance[7:19]}"


_48_BITS = (1 << 48) - 1
