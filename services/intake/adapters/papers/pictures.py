"""Decodes a picture as a viewer would, by Pillow: every pixel, of the one format that it is said to be."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin

from services.intake.adapters.papers.told import Unfit

PIXELS_MAX: Final = 64_000_000
"""More than a telephone's camera takes (50 million), and less than fills the child's memory."""
PLUGINS: Final = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin)
"""Loaded here: once the child has given up files it can load no module. TIFF is what EXIF is written in."""


def decode(content: bytes, form: str) -> None:
    Image.MAX_IMAGE_PIXELS = PIXELS_MAX
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(content), formats=[form]) as picture:
                if form == "JPEG":
                    picture.draft("RGB", (1, 1))  # all of its data are read, and an eighth of each side is kept
                picture.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Unfit("attachment.too_complex") from None
