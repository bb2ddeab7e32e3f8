"""Why a condition is unknown: the names that leave it so, and no others."""

from policies.language.one_household import Row, value_of
from policies.language.syntax import Name, Node, parts_of


def undecided_names(tree: Node, row: Row) -> set[str]:
    """The names that leave this condition unknown in this row: none when it has an answer.

    Only what is unknown below an unknown node matters: beside a true part of an OR nothing else does.
    """
    if value_of(tree, row) is not None:
        return set()
    if isinstance(tree, Name):
        return {tree.text}
    return {name for part in parts_of(tree) for name in undecided_names(part, row)}
