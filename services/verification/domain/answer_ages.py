"""Answers of earlier rounds: which are too old to stand, and what stands in where nobody answers. Never silently."""

from collections.abc import Iterable, Mapping
from datetime import date

from kernel.answer_ages import LAST_KNOWN, MAY_BE_MISSING, MUST_BE_ASKED
from kernel.personal import Withheld
from services.verification.domain.events import Earlier, InquiryOpened
from services.verification.domain.item_states import Answered, Asked, Declined, Standing


def too_old(
    earlier: Iterable[Earlier], ages: Mapping[str, int], stand_ins: Mapping[str, str], today: date
) -> tuple[str, ...]:
    """The items that are asked anew; `ages` and `stand_ins` as the place sets them, item by item."""
    return tuple(
        each.item
        for each in earlier
        if stand_ins.get(each.item) == MUST_BE_ASKED
        or (each.item in ages and (today - each.received_on).days > ages[each.item])
    )


def to_keep(earlier: Iterable[Earlier], asked: tuple[str, ...], stand_ins: Mapping[str, str]) -> tuple[Earlier, ...]:
    """Those that are not asked again, and those that may stand in for an answer that does not come."""
    return tuple(each for each in earlier if each.item not in asked or stand_ins.get(each.item) == LAST_KNOWN)


def with_stand_ins(opened: InquiryOpened, items: Mapping[str, Standing]) -> dict[str, Standing]:
    """What counts when the report is due. What the consent does not cover has no stand-in, nor has an answer that was
    not about all who are asked about now: of the others it would say that nothing is on file."""
    return {item: _last_known(opened, item) or standing if has_no_answer(standing) else standing
            for item, standing in items.items()}  # fmt: skip


def is_complete(opened: InquiryOpened, items: Mapping[str, Standing]) -> bool:
    return all(
        isinstance(standing, Answered) or (has_no_answer(standing) and opened.stand_ins.get(item) == MAY_BE_MISSING)
        for item, standing in items.items()
    )


def _last_known(opened: InquiryOpened, item: str) -> Answered | None:
    if opened.stand_ins.get(item) != LAST_KNOWN or isinstance(opened.earlier, Withheld):
        return None
    for each in opened.earlier:
        if each.item == item and set(opened.persons) <= set(each.persons):
            return Answered(each.received_on, each.records, LAST_KNOWN)
    return None


def has_no_answer(standing: Standing) -> bool:
    """Nor has what an agency took back; but for that nothing older stands in."""
    return isinstance(standing, Declined) or (isinstance(standing, Asked) and not standing.taken_back)
