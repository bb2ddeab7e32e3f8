"""Why a category was proposed, or none: the profile's own sentences, each with its answer and the facts behind it."""

from collections.abc import Iterator
from typing import Any

ANSWERS = {True: "是", False: "否", None: "不明"}


def lines(proposal: dict[str, Any] | None) -> list[str]:
    """The proposed category whole; where none is met, of each the conditions that were not."""
    trace = (proposal or {}).get("trace")
    if not trace:
        return []
    categories, proposed = trace["categories"], str(proposal["category"] if proposal else "")
    if proposed in categories:
        return list(_category(proposed, categories[proposed], only_unmet=False))
    return [line for ordinal, judged in categories.items() for line in _category(ordinal, judged, only_unmet=True)]


def _category(ordinal: str, judged: dict[str, Any], *, only_unmet: bool) -> Iterator[str]:
    yield f"类别 {ordinal}（{judged['clause']}）：{judged['outcome']}"
    for condition in judged["conditions"]:
        if not (only_unmet and condition["value"]):
            facts = "，".join(f"{name}={_said(value)}" for name, value in condition["facts"].items())
            yield f"  {ANSWERS[condition['value']]} {condition['text']}〔{facts}〕"


def _said(value: Any) -> str:
    return ANSWERS[value] if value is None or isinstance(value, bool) else str(value)
