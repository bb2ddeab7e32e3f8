"""What can be wrong with a parameter of the law that somebody wants to set."""

from chassis.http.refusals.errors import ErrorText

_READ_ZH, _READ_EN = "请核对该地区适用的政策文件。", "Compare the document that holds there."


def _error(code: str, status: int, zh: str, en: str, next_zh: str = _READ_ZH, next_en: str = _READ_EN) -> ErrorText:
    return ErrorText(code, status, zh, en, next_zh, next_en)


ERRORS = (
    _error("parameter.form", 422, "参数名应由小写英文字母、数字和下划线组成。",
           "A parameter's name is lower-case letters, digits and underscores.",
           "请用 jiekun parameters list 查看该地区的参数名。", "See the names with `jiekun parameters list`."),
    _error("parameter.unknown", 422, "{region} 适用的文件没有参数 {name}；可设定：{known}。",
           "No document that holds in {region} has a parameter {name}; there are: {known}."),
    _error("parameter.unusable", 422, "参数 {name} 的值不是该参数可用的值。",
           "The value of {name} is none that the parameter can take.",
           '金额写元（"950.00"），比例写倍数（"1.50"），天数和月数写整数。',
           'Write yuan ("950.00"), a multiple ("1.50"), or a whole number of days or months.'),
    _error("parameter.day_too_far", 422, "{region} 的参数只能自 {earliest} 至 {latest} 之间的某日起生效。",
           "In {region} a value holds from a day between {earliest} and {latest}.",
           "请核对生效日期：不早于该地区文件的印发日期，不晚于两年之后。",
           "Compare the day: not before the document that holds there, at most two years ahead."),
    _error("parameter.region", 422, "地区代码应为 2、4 或 6 位数字。", "A region has two, four or six digits.",
           "请核对行政区划代码（GB/T 2260）。", "Compare the region code (GB/T 2260)."),
    _error("parameter.out_of_reach", 403, "地区 {region} 不在本单位的管辖范围内。",
           "Region {region} is not under your organisation.",
           "由该地区的工会联合会设定。", "The federation of that place sets it."),
    _error("parameter.not_proposed", 409, "{region} 没有与此相同的参数 {name} 待确认。",
           "No such value of {name} waits to be confirmed in {region}.",
           "请先由另一人提出，并按其内容确认。", "Let somebody propose it first, and confirm what they wrote."),
    _error("parameter.confirmed_by_another", 403, "参数 {name} 的提出人不得自行确认。",
           "Who proposed {name} cannot confirm it.",
           "请由另一名政策参数员确认。", "Let another lawkeeper confirm it."),
)  # fmt: skip
