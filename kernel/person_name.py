"""A person's name in one writing, so that the bank, the police and next year's sheet are told the same.

People set names of two characters as wide as those of three (a blank within), and write the point in a name of other
peoples as whatever point their keyboard has: 买买提•吐尔逊, 买买提.吐尔逊. On an identity card no Han name holds a
space, and the point is U+00B7.
"""

import re
from typing import Final

_HAN: Final = "[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_POINT: Final = re.compile(rf"(?<={_HAN})\s*[·•‧∙⋅・･.．]\s*(?={_HAN})")
_PADDING: Final = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_GAP: Final = re.compile(r"\s+")


def normalised(name: str) -> str:
    """No space within a Han name and one where others have some; the one point of identity cards between Han names."""
    return _GAP.sub(" ", _PADDING.sub("", _POINT.sub("·", name))).strip()
