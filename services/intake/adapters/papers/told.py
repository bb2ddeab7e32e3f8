"""What the child tells of a paper: its media type by its content, or why it is none."""

from typing import Final, Literal

from msgspec import Struct

PAPER_BYTES_MAX: Final = 10 * 1024 * 1024

Media = Literal["application/pdf", "image/jpeg", "image/png"]
Refusal = Literal[
    "attachment.media",
    "attachment.broken",
    "attachment.encrypted",
    "attachment.active",
    "attachment.two_files",
    "attachment.too_complex",
]


class Unfit(Exception):
    """A paper that is refused."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code)
        self.code: Refusal = code


class Accepted(Struct, frozen=True, tag="accepted"):
    media: Media


class Refused(Struct, frozen=True, tag="refused"):
    code: Refusal
