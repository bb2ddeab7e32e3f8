"""The text that fills every event, so that ours and the peer's are equally long when they are stored."""

BODY_BYTES = 700


def filler(length: int) -> str:
    """Words rather than one letter: a compressor on the way must not make one side shorter."""
    words = "".join(f"{number * 2654435761 % 4294967296:08x} " for number in range(length // 9 + 1))
    return words[:length]
