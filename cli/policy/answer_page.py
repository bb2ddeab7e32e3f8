"""An answer of the engine on the screen: the proposal, each category's conditions, and what is missing."""

from rich.console import Console

from policies.documents.profile import Profile
from policies.judgement.evaluation import Evaluation, Judged, RuleOutcome

MARKS = {True: "✓", False: "✗", None: "?"}
OUTCOMES = {"met": "符合 · met", "not_met": "不符合 · not met", "undetermined": "待定 · undetermined"}
PROPOSALS = {
    "none": "不属于任何类别 · no category",
    "excluded": "排除 · excluded",
    "undetermined": "待定 · undetermined",
}


def tell(console: Console, answer: Evaluation, profile: Profile) -> None:
    console.print(f"{profile.document.title}（{profile.document.document}）", markup=False)
    console.print(f"建议 · proposal: {proposal(answer.proposal, profile)}", markup=False)
    if answer.undecided:
        before = "、".join(proposal(ordinal, profile) for ordinal in answer.undecided)
        console.print(f"在前而待定 · goes before, undecided: {before}", markup=False)
    if answer.missing:
        console.print(f"缺 · missing: {', '.join(answer.missing)}", markup=False)
    for ordinal, outcome in answer.categories.items():
        _category(console, ordinal, outcome, profile)


def proposal(answered: str, profile: Profile) -> str:
    if answered in profile.categories:
        rule = profile.categories[answered]
        return f"{answered} {rule.name}（{rule.clause}）"
    return PROPOSALS[answered]


def _category(console: Console, ordinal: str, outcome: RuleOutcome, profile: Profile) -> None:
    rule = profile.categories[ordinal]
    console.print(f"\n{ordinal} {rule.name}（{outcome.clause}）：{OUTCOMES[outcome.outcome]}", markup=False)
    for judged in outcome.conditions:
        console.print(f"  {MARKS[judged.value]} {judged.text}  [{_facts(judged)}]", markup=False)


def _facts(judged: Judged) -> str:
    return ", ".join(f"{name} = {_value(value)}" for name, value in judged.facts.items())


def _value(value: object) -> str:
    return "?" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
