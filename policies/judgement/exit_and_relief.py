"""Exit 脱困 and relief 解困: what one month's facts prove under a profile.

Counting the months, and the person's finding (`difficulty_ended`, `difficulty_eased`), is the asker's part.

See docs/domain.md#leaving.
"""

from collections.abc import Mapping

from policies.documents.profile import Profile
from policies.judgement.engine import known
from policies.judgement.evaluation import Judged, judge
from policies.language.conditions import Condition
from policies.language.program import Program
from policies.language.validation import checked_parameters


def exit_month(profile: Profile, facts: Mapping[str, object], parameters: Mapping[str, object]) -> Judged:
    """Whether this month counts towards exit; `value` None: unproven. Parameters of that month's own day."""
    return _judge(profile, profile.exit_month, profile.exit_program, facts, parameters)


def exit_months_needed(profile: Profile, parameters: Mapping[str, object]) -> int | None:
    """How many full calendar months in a row must count, by the text or the parameter; None: exit is undetermined."""
    if profile.document.exit.months is not None:
        return profile.document.exit.months
    months = checked_parameters(profile.parameters, parameters).get("exit_months")
    assert months is None or isinstance(months, int)
    return months


def relief(profile: Profile, facts: Mapping[str, object], parameters: Mapping[str, object]) -> Judged:
    """Whether the living standard, regular union aid counted in, reaches what relief asks for."""
    return _judge(profile, profile.relief, profile.relief_program, facts, parameters)


def _judge(
    profile: Profile,
    condition: Condition,
    program: Program,
    facts: Mapping[str, object],
    parameters: Mapping[str, object],
) -> Judged:
    return judge(program.one(known(profile, facts, parameters)), profile.kinds)(condition)
