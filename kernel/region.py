"""Administrative regions by their GB/T 2260 code: six digits, two each for province, prefecture and county.

A region is a plain `str`; which ones are known is a question to `kernel.organisation`.
"""

from kernel.identifier import InvalidIdentifier as InvalidIdentifier
from kernel.identifier import normalised


def parse(text: str) -> str:
    """The six digits. Raises `InvalidIdentifier("region.format")`."""
    code = normalised(text)
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise InvalidIdentifier("region.format")
    return code
