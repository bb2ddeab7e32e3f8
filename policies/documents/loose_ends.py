"""What one table of a profile says of another must be there, and every id must be said once."""

from collections import Counter
from collections.abc import Iterable

from kernel.causes import Cause
from policies.documents.document import Document
from policies.errors import ProfileError
from policies.language.checker import DERIVED_AND_GIVEN


def refuse_loose_ends(file: str, document: Document) -> None:
    """Raises `ProfileError` on the first repeated id and the first name that leads nowhere."""

    def each_once(rule: str, names: Iterable[str]) -> None:
        for name, times in Counter(names).items():
            if times > 1:
                raise ProfileError(file, rule, name, f"stands there {times} times")

    def known(rule: str, place: str, names: Iterable[str], there: Iterable[str]) -> None:
        for name in sorted(set(names) - set(there)):
            raise ProfileError(file, rule, place, f"names {str(name)!r}, which is not there")

    ordinals = [category.ordinal for category in document.categories]
    measures = [measure.id for measure in document.measures]
    own = [parameter.name for parameter in document.parameters]
    own += [number.name for number in document.numbers]
    each_once("categories", ordinals)
    each_once("categories", [category.id for category in document.categories])
    each_once("exclusions", [exclusion.id for exclusion in document.exclusions])
    each_once("measures", measures)
    each_once("parameters and numbers", own)
    each_once("overlaps", [overlap.id for overlap in document.overlaps])
    each_once("readings", [reading.id for reading in document.readings])
    for rule in (*document.categories, *document.exclusions):
        each_once(f"conditions of {rule.id}", [condition.id for condition in rule.conditions])
        whoever_is_admitted = document.delegation is not None and rule in document.categories
        if not rule.conditions and not whoever_is_admitted:
            raise ProfileError(file, rule.id, "conditions", "a rule needs at least one")
    for number in document.numbers:
        if number.name in DERIVED_AND_GIVEN:
            raise ProfileError(file, "numbers", number.name, "is the name of a fact")
    if sorted(document.prefer) != sorted(ordinals):
        raise ProfileError(file, "prefer", "prefer", "must name every category once")
    for item in document.items:
        known("items", item.item, item.facts, DERIVED_AND_GIVEN)

    routing = document.routing
    known("routing", "everyone", routing.everyone, measures)
    known("routing", "categories", routing.categories, ordinals)
    for cause in Cause:
        if cause not in routing.causes:
            raise ProfileError(file, "routing", "causes", f"leads the cause {str(cause)!r} nowhere")
    for place, routed in (*routing.categories.items(), *routing.causes.items()):
        known("routing", place, routed, measures)
