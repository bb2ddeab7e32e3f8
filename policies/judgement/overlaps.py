"""The overlap matrix: what two acts of aid to one person mean for each other.

See docs/domain.md#overlap.
"""

from policies.documents.document import Overlap
from policies.documents.profile import Profile


def between(profile: Profile, one: str, other: str, migrant_worker: bool | None = None) -> Overlap | None:
    """The row for two aid kinds, the one that names them before the one that names none; None: nothing said.

    A row about migrant workers says nothing of somebody who is known to be none; unknown is not no.
    """
    rows = [
        row
        for row in profile.document.overlaps
        if row.same_kind == (one == other)
        and (not row.kinds or {one, other} <= set(row.kinds))
        and (row.concerns == "everyone" or migrant_worker is not False)
    ]
    return min(rows, key=lambda row: not row.kinds, default=None)
