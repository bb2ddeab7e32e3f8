"""Row scope: which rows a caller may see, as SQL; `kernel.organisation.covers` says the same of one path."""


def in_scope(column: str = "org_path") -> str:
    """A condition that the caller's own path, the parameter `scope`, is the row's or above it.

    It is a range of the column's index: `0` is the character after `/`.
    """
    return f"({column} = %(scope)s OR ({column} >= %(scope)s || '/' AND {column} < %(scope)s || '0'))"
