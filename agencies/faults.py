"""The catalogue of faults that an agency can have: what it does, and what verification makes of it.

`jiekun agencies scenarios` prints it; `tests/integration/verification/test_faults_of_agencies.py` holds each outcome.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class Fault(StrEnum):
    """As a scenario file spells it, with the share of questions that it strikes."""

    SILENT = "silent"
    LATE = "late"
    TWICE = "twice"
    REORDERED = "reordered"
    CONTRADICTORY = "contradictory"
    CORRECTED = "corrected"
    WRONG_SIGNATURE = "wrong_signature"
    REVOKED_KEY = "revoked_key"
    FUTURE_KEY = "future_key"
    EXPIRED_SIGNATURE = "expired_signature"
    FUTURE_SIGNATURE = "future_signature"
    MALFORMED = "malformed"
    ANOTHER_HOUSEHOLD = "another_household"
    HALF_ANSWER = "half_answer"
    ERROR_IN_200 = "error_in_200"


BAD_COPIES: Final = (
    Fault.WRONG_SIGNATURE,
    Fault.REVOKED_KEY,
    Fault.FUTURE_KEY,
    Fault.EXPIRED_SIGNATURE,
    Fault.FUTURE_SIGNATURE,
    Fault.MALFORMED,
    Fault.ANOTHER_HOUSEHOLD,
    Fault.HALF_ANSWER,
)
"""What is sent before the right answer, or (`bad_only`) in its stead."""


class Meaning(NamedTuple):
    """中文 · English, each of what the agency does and of what comes of it."""

    does: str
    comes_to: str


_UNBELIEVED: Final = "不信：401，只计数，不留存 · not believed: 401 and a number, nothing is stored"

MEANINGS: Final[dict[Fault, Meaning]] = {
    Fault.SILENT: Meaning(
        "受理后不答复 · takes the question and never answers",
        "期满记为未答复 · at the term: no answer (AgencySilent), never nothing found",
    ),
    Fault.LATE: Meaning(
        "`late_days` 个工作日后才答复 · answers only `late_days` working days later",
        "补入并重出报告，需要时重新审核或复查 · AnswerCameLate: the report comes out again, decisions are looked at",
    ),
    Fault.TWICE: Meaning(
        "同一答复发两次 · sends the same answer twice, half of the time under one message id",
        "只计一次 · counts once",
    ),
    Fault.REORDERED: Meaning(
        "扣留至多半秒，后答者先到 · held back up to half a second, so that later answers overtake",
        "无妨 · no difference",
    ),
    Fault.CONTRADICTORY: Meaning(
        "一小时后另发不同的答复 · an hour later says otherwise",
        "以首次为准，并列待人核 · AnswerContradicted: the first stands, a person sees both",
    ),
    Fault.CORRECTED: Meaning(
        "`correct_after_days` 个工作日后更正 · says otherwise `correct_after_days` working days later",
        "以更正为准，重出报告，据此重新审核或复查 · AnswerCorrected: it stands, what rested on it is reopened",
    ),
    Fault.WRONG_SIGNATURE: Meaning("以他人的密钥签名 · signed with somebody else's key", _UNBELIEVED),
    Fault.REVOKED_KEY: Meaning("以已吊销的密钥签名 · signed with a key that was revoked", _UNBELIEVED),
    Fault.FUTURE_KEY: Meaning("以尚未生效的密钥签名 · signed with a key that is not in force yet", _UNBELIEVED),
    Fault.EXPIRED_SIGNATURE: Meaning("签名已过期 · a signature that has expired", _UNBELIEVED),
    Fault.FUTURE_SIGNATURE: Meaning("签名时间在未来 · a signature made in the future", _UNBELIEVED),
    Fault.MALFORMED: Meaning(
        "签名有效而格式不合标准 · rightly signed, and no message of the standard",
        "拒收：400，不留存 · refused: 400, nothing is stored",
    ),
    Fault.ANOTHER_HOUSEHOLD: Meaning(
        "答复的是另一户的人 · tells of persons of another household",
        "拒收，记入拒收记录 · NACK; AnswerRefused (about_a_person_not_asked), nothing of it is kept",
    ),
    Fault.HALF_ANSWER: Meaning(
        "发到一半断开连接 · the connection is closed midway",
        "不留存 · nothing is stored",
    ),
    Fault.ERROR_IN_200: Meaning(
        "返回 200，内容却是错误 · answers a question with HTTP 200 and an error in it",
        "不算受理，重问至期满 · no acknowledgement: asked again until the term, then no answer",
    ),
}
