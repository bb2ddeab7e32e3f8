"""Verification's refusals, each with its two texts."""

from chassis.http.refusals.errors import ErrorText

ERRORS: tuple[ErrorText, ...] = (
    ErrorText(
        "earlier_round_unknown", 409,
        "找不到上一轮（第 {round} 轮）核对。", "There is no round {round} to go on from.",
        "请联系系统管理员。", "Ask the operator.",
    ),
    ErrorText(
        "household_erased", 410,
        "该户个人信息已依法删除，无法显示。", "This household's personal data were erased and cannot be shown.",
        "如需证明，请查看删除记录。", "Ask for the certificate of erasure.",
    ),
    ErrorText(
        "quarter.form", 422,
        "季度的写法不对。", "This is not how a quarter is written.",
        "请按“2026Q4”的样式填写。", "Write it like 2026Q4.",
    ),
    ErrorText(
        "region.form", 422,
        "区县代码应为 6 位数字，如 440507。", "The code of a county has six digits, such as 440507.",
        "请填写六位数字的行政区划代码。", "Write its code of GB/T 2260.",
    ),
)  # fmt: skip
