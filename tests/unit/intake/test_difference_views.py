"""A difference is shown without saying who people are, whatever the form has."""

from collections.abc import Iterator
from typing import Any, Final, get_args, get_type_hints

import msgspec

from services.intake.domain.events import Values
from services.intake.handlers.difference_views import TELLS_WHO

CODES: Final = {
    "area_band", "causes", "condition", "deposits_band", "employment", "form_version", "health", "hukou_kind",
    "impairment", "industry", "items", "kind", "marital_status", "medical_insurance", "model_worker", "nation", "needs",
    "political_status", "primary_cause", "purposes", "region", "relation", "restructuring_kind", "school_stage",
    "state", "union_region",
}  # fmt: skip
"""Of closed lists, which the form holds applications to."""
TOKENS: Final = {"token", "persons", "signed_by", "guardians", "applicant", "relations"}
"""`relations`: by token, a code of each."""
MASKED_OTHERWISE: Final = {"id_number"}


def text_fields(shape: Any, name: str = "") -> Iterator[str]:
    if shape is str:
        yield name
    elif isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        for field, inner in get_type_hints(shape).items():
            yield from text_fields(inner, field)
    for inner in get_args(shape):
        yield from text_fields(inner, name)


def test_each_text_of_the_form_is_masked_or_a_code() -> None:
    assert set(text_fields(Values)) == TELLS_WHO | CODES | TOKENS | MASKED_OTHERWISE
