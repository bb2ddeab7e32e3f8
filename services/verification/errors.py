"""Verification's refusals, each with its two texts."""

from chassis.http.errors import ErrorText

ERRORS: tuple[ErrorText, ...] = (
    ErrorText(
        "earlier_round_unknown", 409,
        "找不到上一轮（第 {round} 轮）核对。", "There is no round {round} to go on from.",
        "请联系系统管理员。", "Ask the operator.",
    ),
)  # fmt: skip
