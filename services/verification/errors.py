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
)  # fmt: skip
