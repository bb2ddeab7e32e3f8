"""Fictive names: drawn part by part, so that a full name belongs to somebody only by accident.

Some carry a middle dot and some a character beyond the basic plane (GB 18030-2022), because both
must survive database, bus, Excel and PDF.
"""

from __future__ import annotations

from random import Random

SURNAMES = "陈林黄张李王吴刘蔡杨许郑谢郭洪曾周叶廖徐何罗苏沈朱江余卢姚纪翁佘辜柯詹庄单仇解查"
GIVEN = (
    "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红"
    "佳俊欣怡子涵梓浩宇轩雨嘉琪文博思源晓东海燕春梅国庆建民淑贞惠珠"
)
# CJK extensions B, C, E: rare characters that really stand in names.
RARE = ("\U00020bb7", "\U00023c97", "\U0002cb5a", "\U0002cc56", "\U0002c79f", "㛃", "䶮")
DOTTED_FIRST = ("阿依", "古丽", "买合", "扎西", "卓玛", "帕提", "努尔", "巴特")
DOTTED_LAST = ("努尔江", "买买提", "次仁", "玉素甫", "阿不都", "尼玛", "吐尔逊", "苏和")

DOTTED_SHARE = 0.02
RARE_SHARE = 0.03


def surname(rng: Random) -> str:
    """One surname; children and their parents share it."""
    return rng.choice(SURNAMES)


def full_name(rng: Random, family: str) -> str:
    """A full name, usually in the given family's surname."""
    drawn = rng.random()
    if drawn < DOTTED_SHARE:
        return f"{rng.choice(DOTTED_FIRST)}·{rng.choice(DOTTED_LAST)}"
    if drawn < DOTTED_SHARE + RARE_SHARE:
        return family + rng.choice(GIVEN) + rng.choice(RARE)
    length = 1 if rng.random() < 0.15 else 2
    return family + "".join(rng.choice(GIVEN) for _ in range(length))
