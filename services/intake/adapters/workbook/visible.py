"""What of a cell can be seen: spaces of all widths cannot, nor what `kernel.text` calls hidden."""

from kernel.text import is_clean


def is_blank(text: str) -> bool:
    if text and text[0].isascii() and text[0].isprintable() and text[0] != " ":
        return False  # most texts, told by their first character
    return all(character.isspace() or not is_clean(character) for character in text)
