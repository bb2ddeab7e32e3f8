"""The least file of each kind, for the child to look at while it can still load modules."""

from io import BytesIO
from typing import Final

from PIL import Image
from pypdf import PdfWriter


def _picture(form: str) -> bytes:
    target = BytesIO()
    Image.new("L", (8, 8)).save(target, form)
    return target.getvalue()


def _document() -> bytes:
    target, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(target)
    return target.getvalue()


SAMPLES: Final = (_document(), _picture("JPEG"), _picture("PNG"))
