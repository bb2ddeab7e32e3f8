"""The answer key of the population: what each document says of a household, written apart from `policies/`.

A second opinion. It is read from the texts in plain Python and whole fen, and shares no line with the engine and the
profiles that it is used to check. One module a document; `situation.py` has what they ask of a household.
"""

from __future__ import annotations

from collections.abc import Callable

from agencies.answer_keys import baisha, kaifeng, qinhuangdao, shantou, yunnan
from agencies.answer_keys.situation import EXCLUDED, Answer, Situation

KEYS: dict[str, Callable[[Situation], Answer]] = {
    "shantou-2016": shantou.answer,
    "kaifeng-2019": kaifeng.answer,
    "yunnan-2017": yunnan.answer,
    "qinhuangdao-2017": qinhuangdao.answer,
    "baisha-2020": baisha.answer,
}
DOCUMENTS = tuple(KEYS)


def answer(document: str, situation: Situation) -> Answer:
    """A category's number, `none`, `excluded`, or `undetermined` where the text leaves it to a person."""
    return KEYS[document](situation)


def category(document: str, situation: Situation) -> str | None:
    """The category that is met first in the text's order; None where none is, or where a person has to say."""
    found = answer(document, situation)
    return found if found.isdigit() else None


def refused(document: str, situation: Situation) -> bool:
    """Whether the text plainly says no: in no category, or put out of all of them."""
    return answer(document, situation) in ("none", EXCLUDED)
