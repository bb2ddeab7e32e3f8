"""Which measures a household is led to: by its causes, its category, what it is, and as everyone is."""

from collections.abc import Mapping, Sequence

from kernel.causes import Cause
from policies.documents.document import Measure
from policies.documents.profile import Profile
from policies.language.validation import checked


def measures(
    profile: Profile, causes: Sequence[str], category: str, facts: Mapping[str, object] | None = None
) -> list[Measure]:
    """Each measure once: first the causes' in the order given (main cause first), then the category's, then those whose
    own condition these `facts` (and the causes) meet, then everyone's; without those whose condition they do not meet.
    `category` is an ordinal. Raises `ValueError` on an unknown cause, `KeyError` on an unknown category, `FactError`.
    """
    routing = profile.document.routing
    if category not in profile.categories:
        raise KeyError(category)
    led = [Cause(cause) for cause in causes]
    row = profile.measures_program.one(checked({"causes": led, **(facts or {})}))
    asked = {id: row[condition.column] for id, condition in profile.measure_conditions.items()}
    routed = (
        *(measure for cause in led for measure in routing.causes[cause]),
        *routing.categories.get(category, ()),
        *(id for id, met in asked.items() if met),
        *routing.everyone,
    )
    by_id = {measure.id: measure for measure in profile.document.measures}
    return [by_id[id] for id in dict.fromkeys(routed) if asked.get(id) is not False]
