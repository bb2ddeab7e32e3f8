"""Why a category was proposed, or none: the profile's own sentences, each with its answer and the facts behind it."""

from collections.abc import Iterator, Sequence
from typing import Any

from cli import words
from portal.callers import Caller
from portal.client import Portal, Refused

NO_CATEGORY = ("none", "excluded", "undetermined")
ANSWERS = {True: "是", False: "否", None: "不明"}


def explained(portal: Portal, caller: Caller, about: dict[str, Any]) -> dict[str, Any] | None:
    """Intake's explanation where no category was proposed; None where there is nothing to explain, or no more."""
    if (about["proposal"] or {}).get("category") not in NO_CATEGORY:
        return None
    try:
        found: dict[str, Any] = portal.get("intake", f"/v1/households/{about['household']}/explanation", caller)
    except Refused as refused:
        if refused.status not in (404, 409):
            raise
        return None
    return found


def sentences(proposal: dict[str, Any] | None, explanation: dict[str, Any] | None) -> list[str]:
    """What a case worker reads aloud to who was refused, or the conditions as they were judged."""
    return list(explanation["chinese"]) if explanation else lines(proposal)


def lines(proposal: dict[str, Any] | None) -> list[str]:
    """The proposed category whole; where none is met, of each the conditions that were not."""
    trace = (proposal or {}).get("trace")
    if not trace:
        return []
    categories, proposed = trace["categories"], str(proposal["category"] if proposal else "")
    seen = list(_evidence(trace.get("evidence", ())))
    if proposed in categories:
        return [*_category(proposed, categories[proposed], only_unmet=False), *seen]
    unmet = [line for ordinal, judged in categories.items() for line in _category(ordinal, judged, only_unmet=True)]
    return unmet + seen


def _category(ordinal: str, judged: dict[str, Any], *, only_unmet: bool) -> Iterator[str]:
    yield f"类别 {ordinal}（{judged['clause']}）：{words.OUTCOMES[judged['outcome']]}"
    for condition in judged["conditions"]:
        if not (only_unmet and condition["value"]):
            yield f"  {ANSWERS[condition['value']]} {condition['text']}〔{_facts(condition)}〕"


def _evidence(judged: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is seen beside and decides nothing: what is beyond a limit, or open."""
    notable = [one for one in judged if not one["value"]]
    if notable:
        yield "佐证（不自行作出结论）："
    for one in notable:
        yield f"  {ANSWERS[one['value']]} {words.field(one['id'])}（{one['clause']}）〔{_facts(one)}〕"


def _facts(judged: dict[str, Any]) -> str:
    return "，".join(f"{words.field(name)} {_said(value)}" for name, value in judged["facts"].items())


def _said(value: Any) -> str:
    return ANSWERS[value] if value is None or isinstance(value, bool) else words.code(value)
