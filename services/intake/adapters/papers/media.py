"""Which of the three kinds of file a paper is, by how it begins and by what a reader of that kind finds in it."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from services.intake.adapters.papers import jpeg, pdf, png
from services.intake.adapters.papers.told import Media, Unfit

DOCUMENT: Final = b"%PDF-"
_KINDS: Final[dict[bytes, tuple[Media, Callable[[bytes], None]]]] = {
    DOCUMENT: ("application/pdf", pdf.look),
    b"\xff\xd8\xff": ("image/jpeg", jpeg.look),
    b"\x89PNG\r\n\x1a\n": ("image/png", png.look),
}
"""The first bytes -> media type, and who looks on."""


def media_of(content: bytes) -> Media:
    """Raises `Unfit`, or what parsers raise."""
    for magic, (media, look) in _KINDS.items():
        if content.startswith(magic):
            if zipfile.is_zipfile(BytesIO(content)):
                raise Unfit("attachment.two_files")  # an archive is found by its end, whatever stands before it
            if media != "application/pdf" and DOCUMENT in content:
                raise Unfit("attachment.two_files")  # a viewer opens a document that begins after a comment, too
            look(content)
            return media
    raise Unfit("attachment.media")
