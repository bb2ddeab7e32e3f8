"""The child: it takes a paper on standard input and says on standard output what it is, or why it is refused.

Before it reads a byte it gives up what a parser does not need (`resource_limits.py`). The other side takes its answer
for foreign all the same.
"""

import contextlib
import sys
from typing import Final

import msgspec
from PIL import Image

from chassis.resource_limits import give_up
from services.intake.adapters.papers.media import media_of
from services.intake.adapters.papers.samples import SAMPLES
from services.intake.adapters.papers.told import PAPER_BYTES_MAX, Accepted, Refused, Unfit

MEMORY_BYTES_MAX: Final = 768 * 1024 * 1024
CPU_S_MAX: Final = 20


def main() -> None:
    _give_up()
    sys.stdout.buffer.write(msgspec.json.encode(told_of(sys.stdin.buffer.read(PAPER_BYTES_MAX + 1))))


def told_of(content: bytes) -> Accepted | Refused:
    try:
        return Accepted(media_of(content))
    except Unfit as unfit:
        return Refused(unfit.code)
    except (MemoryError, RecursionError):
        return Refused("attachment.too_complex")
    except Exception:  # parsers of pictures and documents raise whatever a broken file leads them to
        return Refused("attachment.broken")


def _give_up() -> None:
    """Libraries load parts of themselves when they first meet something of a kind: here, while there are files."""
    Image.preinit()
    for sample in SAMPLES:
        with contextlib.suppress(Unfit):
            media_of(sample)
    give_up(MEMORY_BYTES_MAX, CPU_S_MAX)


if __name__ == "__main__":
    main()
