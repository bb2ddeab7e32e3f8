"""Names the fields at fault: pydantic's findings as pointers and texts, without the values that were sent.

A value may be a person's name or number, so no input is ever repeated in an answer or a log line.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from chassis.http.refusals.errors import ErrorTable, FieldError, fill

_FIELDS_MAX: Final = 50
"""More than a person corrects in one go; a body of a million empty objects must not echo a million errors."""


def from_pydantic(findings: Iterable[Any], table: ErrorTable) -> tuple[FieldError, ...]:
    """`findings` as of pydantic's `ValidationError.errors()`, with FastAPI's place (`body`, `query`, …) first."""
    return tuple(_field_error(finding, table) for finding in list(findings)[:_FIELDS_MAX])


def _field_error(finding: Any, table: ErrorTable) -> FieldError:
    code = _code(finding)
    context: dict[str, Any] = finding.get("ctx") or {}
    pointer = pointer_of(finding["loc"])
    if code in table:
        return table[code].at(pointer, getattr(context.get("error"), "params", {}))
    (zh, en), params = TEXTS.get(code, TEXTS["invalid"]), {k: context[k] for k in context.keys() & _SHOWN}
    allowed = re.findall(r"'([^']*)'", str(params.get("expected", "")))
    return FieldError(
        pointer,
        code,
        fill(zh, {**params, "expected": "、".join(allowed)}),
        fill(en, {**params, "expected": ", ".join(allowed)}),
    )


def _code(finding: Any) -> str:
    """Our own code where a validator raised one (`InvalidIdentifier` has it in `code`), else pydantic's."""
    raised = (finding.get("ctx") or {}).get("error")
    own = getattr(raised, "code", None)
    if isinstance(own, str):
        return own
    kind = str(finding["type"])
    return kind if kind in TEXTS else _FAMILIES.get(kind, "invalid")


def pointer_of(loc: Sequence[Any]) -> str:
    place, *path = loc
    if place != "body":
        return f"{place}:{'.'.join(str(step)[:80] for step in path)}"
    # A cut keeps a name of a megabyte out of the answer.
    return "#" + "".join("/" + str(step)[:80].replace("~", "~0").replace("/", "~1") for step in path)


_SHOWN: Final = {"max_length", "min_length", "ge", "gt", "le", "lt", "expected", "decimal_places", "max_digits"}
"""Parts of pydantic's context that describe the rule; the others may hold the value."""

TEXTS: Final = {
    "invalid": ("值不正确。", "Not a valid value."),
    "missing": ("缺少该字段。", "Missing."),
    "extra_forbidden": ("未定义的字段。", "Not a known field."),
    "control_character": (
        "文本含有控制字符、不可见字符、私用区字符、代替丢失文字的符号（�）或不允许的换行；请重新输入，生僻字用其统一码录入。",
        "A text holds a control, invisible or private character, a sign for a lost one, or a line break; type it again,"
        " a rare character by its Unicode code.",
    ),
    "string_type": ("应为文本。", "Must be a text."),
    "string_too_long": ("文本过长，最多 {max_length} 个字符。", "At most {max_length} characters."),
    "string_too_short": ("文本过短，至少 {min_length} 个字符。", "At least {min_length} characters."),
    "string_pattern_mismatch": ("格式不正确。", "Not in the right form."),
    "enum": ("应为下列值之一：{expected}。", "Must be one of: {expected}."),
    "literal_error": ("应为下列值之一：{expected}。", "Must be one of: {expected}."),
    "bool_type": ("应为 true 或 false。", "Must be true or false."),
    "int_type": ("应为整数。", "Must be a whole number."),
    "number": ("应为数字。", "Must be a number."),
    "decimal_max_places": ("小数最多 {decimal_places} 位。", "At most {decimal_places} decimal places."),
    "finite_number": ("应为有限的数。", "Must be a finite number."),
    "greater_than_equal": ("不得小于 {ge}。", "Must be at least {ge}."),
    "greater_than": ("必须大于 {gt}。", "Must be more than {gt}."),
    "less_than_equal": ("不得大于 {le}。", "Must be at most {le}."),
    "less_than": ("必须小于 {lt}。", "Must be less than {lt}."),
    "date": ("应为日期，如 2026-11-01。", "Must be a date such as 2026-11-01."),
    "date.out_of_range": ("日期超出范围（1900 至 2199 年）。", "The date is out of range (1900 to 2199)."),
    "month": ("应为月份，如 2026-10。", "Must be a month such as 2026-10."),
    "month.out_of_range": ("月份超出范围（2000 至 2199 年）。", "The month is out of range (2000 to 2199)."),
    "account.characters": ("银行账号只能含数字（可分组书写）。", "A bank account is digits, in groups or not."),
    "account.length": ("银行账号应为 8 到 34 位数字。", "A bank account has 8 to 34 digits."),
    "bill.empty": ("票据号码须含字母或数字。", "The number of a bill holds letters or digits."),
    "bill.characters": ("票据号码含有控制字符。", "The number of the bill holds a control character."),
    "bill.length": ("票据号码最多 80 个字符。", "The number of a bill has at most 80 characters."),
    "amount.type": ("金额应为文本或整数，如 1200.00。", "An amount is a text or a whole number."),
    "amount.format": ("金额格式不正确，应如 1200.00。", "Not an amount in yuan; write 1200.00."),
    "amount.not_finite": ("金额不是有限的数。", "The amount is not a finite number."),
    "amount.places": ("金额最多两位小数。", "An amount has at most two decimal places."),
    "amount.too_large": ("金额过大。", "The amount is too large."),
    "amount.negative": ("金额不得为负。", "The amount must not be negative."),
    "datetime": ("应为带时区的时刻，如 2026-11-01T09:00:00+08:00。", "Must be a time with its zone."),
    "uuid": ("应为 UUID。", "Must be a UUID."),
    "list_type": ("应为数组。", "Must be an array."),
    "object": ("应为对象。", "Must be an object."),
    "too_long": ("项目过多，最多 {max_length} 项。", "At most {max_length} items."),
    "too_short": ("项目过少，至少 {min_length} 项。", "At least {min_length} items."),
}  # fmt: skip

_FAMILIES: Final = {
    "bool_parsing": "bool_type",
    "int_parsing": "int_type",
    "int_from_float": "int_type",
    "int_parsing_size": "int_type",
    "float_type": "number",
    "float_parsing": "number",
    "decimal_type": "number",
    "decimal_parsing": "number",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "datetime_type": "datetime",
    "datetime_parsing": "datetime",
    "datetime_from_date_parsing": "datetime",
    "timezone_aware": "datetime",
    "uuid_type": "uuid",
    "uuid_parsing": "uuid",
    "uuid_version": "uuid",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
}
