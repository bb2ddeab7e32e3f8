"""Masking of names 脱敏: the first character, and a star for each other one."""


def masked_name(name: str) -> str:
    """`陈小明` is shown as `陈**`."""
    return name[:1] + "*" * len(name[1:])
