"""Which measures a household is led to: by its causes, its category, and as everyone is."""

from collections.abc import Sequence

from kernel.causes import Cause
from policies.documents.document import Measure
from policies.documents.profile import Profile


def measures(profile: Profile, causes: Sequence[str], category: str) -> list[Measure]:
    """Each measure once: first the causes' in the order given (main cause first), then the category's, then
    everyone's. `category` is an ordinal. Raises `ValueError` on an unknown cause and `KeyError` on an unknown
    category.
    """
    routing = profile.document.routing
    if category not in profile.categories:
        raise KeyError(category)
    routed = (
        *(measure for cause in causes for measure in routing.causes[Cause(cause)]),
        *routing.categories.get(category, ()),
        *routing.everyone,
    )
    by_id = {measure.id: measure for measure in profile.document.measures}
    return [by_id[id] for id in dict.fromkeys(routed)]
