"""Closed list of the sheets that our own template brings beside the form, so that sent back they are no news.

Whoever wrote a family of their own below the example is told, as of any other sheet: nobody reads it there.
"""

from typing import Final

EXAMPLES: Final = "示例（虚构）"
EXAMPLE_ROWS: Final = 2
HELP: Final = "填表说明"
WORDS: Final = "词表"

_ANY: Final = 1_048_576  # the rows of a sheet
_OURS: Final = {EXAMPLES: 1 + EXAMPLE_ROWS, HELP: _ANY, WORDS: _ANY}


def rows_of_ours(name: str) -> int:
    """How many rows of a sheet of this name are the template's own; none of another."""
    return _OURS.get(name, 0)
