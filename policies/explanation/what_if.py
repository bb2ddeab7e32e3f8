"""The single changes that would let a household in, in Chinese sentences."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from kernel.fen import yuan
from policies.documents.profile import Profile
from policies.explanation.flips import Flip
from policies.explanation.words import category, cause, cited, name, value
from policies.judgement.evaluation import shown
from policies.language.facts import ABOUT_A_CAUSE

CHANGES_ALOUD: Final = 5
"""More are in the figures, and too many to listen to."""


def what_would_change_it(profile: Profile, flips: Sequence[Flip]) -> Iterator[str]:
    """Smallest change first; a fact with several values that would do is one sentence."""
    sentences = [
        _would(profile, list(alike))
        for _, alike in groupby(flips, key=lambda flip: (flip.name, flip.becomes, flip.clause, _added(flip)[1]))
    ]
    yield from sentences[:CHANGES_ALOUD]
    if len(sentences) > CHANGES_ALOUD:
        yield f"另有{len(sentences) - CHANGES_ALOUD}种单独的变化也可使本户符合条件，见明细。"
    if not sentences:
        yield "没有哪一项单独的变化能使本户符合条件。"


def _would(profile: Profile, alike: Sequence[Flip]) -> str:
    first = alike[0]
    then = f"其他情况不变，则符合{category(profile, first.becomes)}{cited(profile.categories[first.becomes].clause)}。"
    if first.name in ("difficulty_found", "event_major") or first.name.startswith(ABOUT_A_CAUSE):
        return f"如果{name(profile, first.name)}，{then}"
    if first.name == "causes":
        causes = "或".join(f"“{cause(_added(flip)[0])}”" for flip in alike)
        return f"如果致困原因{'增加' if _added(first)[1] else '中没有'}{causes}，{then}"
    before = _said(profile, first.name, first.before)
    after = "或".join(_said(profile, flip.name, flip.after) for flip in alike)
    return f"如果{name(profile, first.name)}由{before}变为{after}{_by(profile, first)}，{then}"


def _added(flip: Flip) -> tuple[str, bool]:
    """The cause that is added to the list (true) or taken from it (false)."""
    if not isinstance(flip.before, list) or not isinstance(flip.after, list):
        return "", False
    changed = set(flip.before) ^ set(flip.after)
    return str(changed.pop()), len(flip.after) > len(flip.before)


def _said(profile: Profile, fact: str, held: object) -> str:
    said = value(profile, fact, shown(profile.kinds[fact], held))
    return f"“{said}”" if isinstance(held, bool | str) else said


def _by(profile: Profile, flip: Flip) -> str:
    if profile.kinds[flip.name].kind != "money":
        return ""
    assert isinstance(flip.before, int)
    assert isinstance(flip.after, int)
    return f"（{'增加' if flip.after > flip.before else '减少'}{yuan(abs(flip.after - flip.before))}元）"
