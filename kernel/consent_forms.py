"""The forms of consent 授权书 by version: which items and which purposes each may name; and its number, by rule.

A version that is in use never changes: who signed it has signed these words. **Ours**, as are the purposes: no text has
a form.
"""

from datetime import date
from typing import Final, Literal, NamedTuple, get_args

from kernel.items import Item

Purpose = Literal["verification", "recheck"]

PURPOSES: Final[dict[str, str]] = {"verification": "申请和建档核对", "recheck": "建档后复查"}
"""What agencies may be asked for: before a file is opened, and while it is open."""


class FormVersion(NamedTuple):
    first_day: date
    items: frozenset[str]
    purposes: tuple[str, ...]


_ALL: Final = frozenset(item.value for item in Item)
FORMS: Final[dict[str, FormVersion]] = {
    "2026-A": FormVersion(date(2026, 1, 1), _ALL, get_args(Purpose)),
    "2026-B": FormVersion(date(2026, 1, 1), _ALL, ("verification",)),
}
"""By version, as it is printed on the form. B is for who wants to be asked about once."""


def number_of(org_path: str, year: int, sequence: int) -> str:
    """Year, union and sequence; `SQ` stands for 授权."""
    union = "-".join(org_path.split("/")[-2:])
    return f"SQ{year}-{union}-{sequence:05d}"
