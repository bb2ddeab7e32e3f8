"""UUIDv7 (RFC 9562 §5.7): time-ordered ids, made from real time."""

import os
import time
import uuid


def uuid7() -> str:
    """A new id such as `019ab3f0-…`; its first 48 bits are Unix milliseconds."""
    value = int.from_bytes(os.urandom(16), "big")
    value &= (1 << 80) - 1
    value |= (time.time_ns() // 1_000_000 & ((1 << 48) - 1)) << 80
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
