"""What of a text can be seen: spaces of all widths, control and format characters cannot (Unicode Zs, Cc, Cf)."""

import unicodedata


def is_blank(text: str) -> bool:
    if text and text[0].isprintable() and text[0] != " ":
        return False  # most texts, told by their first character
    return all(character.isspace() or unicodedata.category(character) in ("Cf", "Cc") for character in text)


def has_format_characters(text: str) -> bool:
    """Marks that turn the direction of writing, or join and part words unseen: two texts that look alike differ."""
    return not text.isprintable() and any(unicodedata.category(character) == "Cf" for character in text)
