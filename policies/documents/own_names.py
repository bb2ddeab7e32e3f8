"""A profile's own names: the parameters that it declares and the numbers that its text fixes, each with its kind."""

from policies.documents.document import Number, Parameter
from policies.errors import FactError, ProfileError
from policies.language.facts import FACTS, HEADS_MAX, PER_HEAD_MAX, RATIO_MAX, Fact, ParameterKind
from policies.language.validation import parsed


def parameter_kind(file: str, parameter: Parameter) -> Fact:
    if parameter.kind == "code" and not parameter.codes:
        raise ProfileError(file, "parameters", parameter.name, "a coded parameter lists its codes")
    known = FACTS.get(parameter.name)
    if known is not None and known.kind != parameter.kind:
        raise ProfileError(file, "parameters", parameter.name, f"is a fact of kind {known.kind}")
    return known or kind_of(parameter.kind, frozenset(parameter.codes))


def number_value(file: str, number: Number) -> int:
    try:
        value = parsed(number.name, kind_of(number.kind), number.value)
    except FactError as bad:
        raise ProfileError(file, "numbers", number.name, bad.code) from bad
    if not isinstance(value, int) or not 0 <= value <= kind_of(number.kind).largest:
        raise ProfileError(file, "numbers", number.name, "fact.range")
    return value


def kind_of(kind: ParameterKind, codes: frozenset[str] = frozenset()) -> Fact:
    match kind:
        case "money":
            return Fact("money", PER_HEAD_MAX)
        case "ratio":
            return Fact("ratio", RATIO_MAX)
        case "count":
            return Fact("count", HEADS_MAX)
        case "code":
            return Fact("code", codes=codes)
