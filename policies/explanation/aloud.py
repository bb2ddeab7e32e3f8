"""A refusal in Chinese sentences, for a case worker to read to the household."""

from collections.abc import Iterator, Sequence

from policies.documents.document import Document
from policies.documents.overlay import Overlay
from policies.documents.profile import Profile
from policies.explanation.flips import Flip
from policies.explanation.obstacles import Obstacle
from policies.explanation.what_if import what_would_change_it
from policies.explanation.words import category, cited, name, situation
from policies.judgement.evaluation import Judged
from policies.language.proposal import EXCLUDED, NONE, UNDETERMINED


def sentences(
    profile: Profile,
    proposal: str,
    obstacles: Sequence[Obstacle],
    flips: Sequence[Flip],
    missing: Sequence[str],
    undecided: Sequence[str],
    with_facts: bool = True,
) -> Iterator[str]:
    """The answer; then what is in the way, a sentence a rule; then what would change it.

    Without facts: the conditions alone, for whoever may not read what agencies told; then what would change it, which
    rests on those facts, is left out too.
    """
    yield f"对照{_law(profile)}，{_answer(profile, proposal)}"
    if proposal in profile.categories:
        if undecided:
            before = "、".join(category(profile, ordinal) for ordinal in undecided)
            yield f"是否同时符合{before}尚不能判断，还需要查清：{_names(profile, missing)}。符合一类即可认定。"
        return
    yield from _asked_by_every_category(profile, obstacles, with_facts)
    yield from (_in_the_way(profile, obstacle, with_facts) for obstacle in obstacles)
    if proposal == UNDETERMINED:
        yield f"还需要查清：{_names(profile, missing)}。未查清之前不作不符合处理。"
    elif with_facts:
        yield from what_would_change_it(profile, flips)


def _names(profile: Profile, missing: Sequence[str]) -> str:
    return "、".join(name(profile, fact) for fact in missing)


def _law(profile: Profile) -> str:
    files: tuple[Document | Overlay, ...] = (profile.document, *profile.overlays)
    return "和".join(map(_named, files))


def _named(file: Document | Overlay) -> str:
    number = f"（{file.document}）" if file.document else ""
    return f"《{file.title}》{number}{'（虚构示例）' if isinstance(file, Overlay) and file.fictive else ''}"


def _answer(profile: Profile, proposal: str) -> str:
    if proposal in profile.categories:
        return f"本户符合{category(profile, proposal)}。"
    refused = {NONE: "本户现在不符合困难职工的条件。", EXCLUDED: "本户属于不予列入的情形。"}
    return refused.get(proposal, "现在还不能判断本户是否符合条件。")


def _asked_by_every_category(profile: Profile, obstacles: Sequence[Obstacle], with_facts: bool) -> Iterator[str]:
    """Said once and not with each category."""
    scope = {text.id for text in profile.document.scope}
    asked = {c.id: c for o in obstacles if o.kind == "category" for c in o.conditions if c.id in scope}
    for one in asked.values():
        yield f"各类都要求{cited(one.clause)}：{_verdicts([one])}。{_as_it_is(profile, [one], with_facts)}"


def _in_the_way(profile: Profile, obstacle: Obstacle, with_facts: bool) -> str:
    place, facts = cited(obstacle.clause), _as_it_is(profile, obstacle.conditions, with_facts)
    if obstacle.kind == "exclusion":
        verdict = "属于" if obstacle.value else "尚不能判断是否属于"
        return f"{verdict}不予列入的情形“{obstacle.text}”{place}。{facts}"
    if obstacle.kind == "admission":
        return f"认定条件{place}：{_verdicts(obstacle.conditions)}。{facts}"
    scope = {text.id for text in profile.document.scope}
    own = [condition for condition in obstacle.conditions if condition.id not in scope]
    said = f"{_verdicts(own)}。{_as_it_is(profile, own, with_facts)}" if own else "自身的各项条件都符合。"
    return f"{category(profile, obstacle.ordinal)}{place}：{said}"


def _as_it_is(profile: Profile, conditions: Sequence[Judged], with_facts: bool) -> str:
    return f"现有情况：{situation(profile, conditions)}。" if with_facts else ""


def _verdicts(conditions: Sequence[Judged]) -> str:
    told = [
        f"{verdict}{'、'.join(f'“{text}”' for text in texts)}"
        for verdict, value in (("不符合", False), ("尚不能判断", None))
        if (texts := [condition.text for condition in conditions if condition.value is value])
    ]
    return "；".join(told)
