"""The base model of request bodies: every field known, every text clean."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError


class Body(BaseModel):
    """The base of every request body and of every object inside one.

    Unknown fields, NaN and infinities are refused, and control characters in any text: PostgreSQL cannot
    hold NUL, a log line or a sheet must not be broken by the others. Spaces at the ends are cut.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=True, str_max_length=2000
    )

    @model_validator(mode="before")
    @classmethod
    def _no_control_characters(cls, values: Any) -> Any:
        if isinstance(values, dict):
            for value in values.values():
                for text in value if isinstance(value, list) else (value,):
                    if isinstance(text, str) and not _is_clean(text):
                        raise PydanticCustomError("control_character", "text holds a control character")
        return values


def _is_clean(text: str) -> bool:
    """No C0, DEL or C1 characters; line breaks and tabs are allowed, people write remarks."""
    return all(
        ordinal >= 0xA0 or 0x20 <= ordinal < 0x7F or character in "\t\n\r"
        for character, ordinal in ((character, ord(character)) for character in text)
    )
