"""Values that a slip of a finger makes are refused at the door with a code that says which they are."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from policies.errors import FactError
from policies.parameters.settable import kind_of
from services.intake.api.parameters import ParameterBody
from services.intake.form.body import ContactForm, PlainYuan


@pytest.mark.parametrize("written", ["-0", "-0.00", "0600", "00", "-01"])
def test_an_amount_has_one_spelling(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(PlainYuan).validate_python(written)
    assert getattr(refused.value.errors()[0]["ctx"]["error"], "code", "") == "amount.format"


@pytest.mark.parametrize(("written", "fen"), [("0", 0), ("0.50", 50), ("600", 60_000), (600, 60_000)])
def test_plain_amounts_are_taken(written: str | int, fen: int) -> None:
    assert TypeAdapter(PlainYuan).validate_python(written) == fen


@pytest.mark.parametrize("phone", ["-----", "     ", "+++++", "12 - 34"])
def test_a_telephone_number_has_digits(phone: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ContactForm(phone=phone, address="虚构路1号")
    assert refused.value.errors()[0]["ctx"]["error"].code == "phone.form"


@pytest.mark.parametrize("value", [" 900", "900 ", "+900", "0900", "9_00", "-0", "9e2", "９００", "1\n"])
def test_a_parameter_is_written_plainly(value: str) -> None:
    body = ParameterBody.model_validate(
        {"name": "dibao_line", "regions": ["440507"], "from": "2026-01-01", "value": value, "source": "s"}
    )
    assert body.first_day == date(2026, 1, 1)
    with pytest.raises(FactError):
        kind_of("dibao_line", "440507", body.value)


def test_a_plain_parameter_is_taken() -> None:
    assert kind_of("dibao_line", "440507", "900.50") == "money"
