"""The pure engine: facts and parameters in, a proposal with every reason out.

One household with its full trace, or a frame of them, through the same conditions. Unknown stays unknown.

See docs/design/policies.md#conditions.
"""

from collections.abc import Mapping, Sequence
from itertools import takewhile

import polars as pl

from policies.documents.profile import Profile, Rule
from policies.judgement.evaluation import OUTCOMES, Evaluation, Judged, RuleOutcome, judge
from policies.judgement.frames import checked_frame
from policies.language.derived import unknown_beneath
from policies.language.one_household import Row, kleene
from policies.language.proposal import EXCLUDED, PROPOSAL, UNDETERMINED, category_column, proposed, undecided
from policies.language.unknowns import undecided_names
from policies.language.validation import checked, checked_parameters

ADMISSION_RULE = "admission_rule"
"""In `missing`: the rule to which the text delegates admission is not loaded."""


def evaluate(profile: Profile, facts: Mapping[str, object], parameters: Mapping[str, object]) -> Evaluation:
    """One household. Money in fen a month, ratios in basis points; absent or `None` is unknown.

    `facts`: the names of docs/domain.md#facts and the household totals `household_income`, `relief_total`,
    `hardship_expenditure_total`, `union_aid_total`; `causes` as a whole list or `cause_<code>` one by one.
    `parameters`: as `parameters.book.Book.in_force` gives them; those that the profile does not name are ignored.
    Raises `FactError`.
    """
    given = known(profile, facts, parameters)
    row = profile.admission.one(given)
    excluded, met, proposal = concluded(profile, row)
    open_before = undecided(proposal, met, profile.document.prefer) if proposal in profile.categories else ()
    judged = judge(row, profile.kinds)

    def outcome(rule: Rule, answer: bool | None) -> RuleOutcome:
        return RuleOutcome(OUTCOMES[answer], rule.clause, tuple(map(judged, rule.conditions)))

    return Evaluation(
        profile=profile.id,
        version=profile.version,
        excluded=excluded,
        exclusions={rule.id: outcome(rule, is_met(rule, row)) for rule in profile.exclusions},
        admission=tuple(map(judged, profile.admission_rule or ())),
        categories={ordinal: outcome(rule, met[ordinal]) for ordinal, rule in profile.categories.items()},
        proposal=proposal,
        missing=_missing(profile, row, met) if proposal == UNDETERMINED or open_before else (),
        undecided=open_before,
        evidence=_evidence(profile, given),
    )


def evaluate_frame(profile: Profile, frame: pl.DataFrame, keep: Sequence[str] = ()) -> pl.DataFrame:
    """Many households at once: a row each, columns named and typed as the facts and parameters.

    Gives the columns `keep` (such as an id), `category <ordinal>` and `excluded` (true, false, null) and
    `proposal`. A column that is not there is unknown for all. Raises `FactError`.
    """
    given = checked_frame(profile.admission.given, profile.kinds, profile.numbers, frame, keep)
    # Lazy: one pass over all layers takes half the time of one pass each.
    answered = profile.admission.many(given.lazy())
    for layer in profile.conclusions:
        answered = answered.with_columns(layer)
    return answered.select(*keep, *map(category_column, profile.categories), EXCLUDED, PROPOSAL).collect()


def known(profile: Profile, facts: Mapping[str, object], parameters: Mapping[str, object]) -> dict[str, object]:
    """All that is known, each of its kind. Raises `FactError`."""
    return {**checked(facts), **checked_parameters(profile.parameters, parameters), **profile.numbers}


def concluded(profile: Profile, row: Row) -> tuple[bool | None, dict[str, bool | None], str]:
    """Whether excluded, which categories are met by their ordinals, and the proposal."""
    admitted, prefer = _admitted(profile, row), profile.document.prefer
    met = {ordinal: is_met(rule, row) if rule.conditions else admitted for ordinal, rule in profile.categories.items()}
    excluded = kleene("OR", [is_met(rule, row) for rule in profile.exclusions])
    proposal = proposed(excluded, admitted, met, prefer, met_is_enough=profile.document.met_is_enough)
    return excluded, met, proposal


def is_met(rule: Rule, row: Row) -> bool | None:
    return kleene("AND", [row[condition.column] for condition in rule.conditions])


def _evidence(profile: Profile, given: Mapping[str, object]) -> tuple[Judged, ...]:
    """Judged like a condition, each with what it rests on; no proposal looks at it."""
    row = profile.evidence_program.one(given)
    return tuple(map(judge(row, profile.kinds), profile.evidence))


def _admitted(profile: Profile, row: Row) -> bool | None:
    if profile.admission_rule is None:
        return None
    return kleene("AND", [row[condition.column] for condition in profile.admission_rule])


def _missing(profile: Profile, row: Row, met: Mapping[str, bool | None]) -> tuple[str, ...]:
    """What leaves undetermined the exclusions, admission, and the categories before the first that is met."""
    before = takewhile(lambda ordinal: met[ordinal] is not True, profile.document.prefer)
    names = {
        name
        for rule in (*profile.exclusions, *(profile.categories[ordinal] for ordinal in before))
        if is_met(rule, row) is None
        for condition in rule.conditions
        for name in undecided_names(condition.tree, row)
    }
    names |= {name for condition in profile.admission_rule or () for name in undecided_names(condition.tree, row)}
    missing = {given for name in names for given in unknown_beneath(name, row)}
    return tuple(sorted(missing | ({ADMISSION_RULE} if profile.admission_rule is None else set())))
