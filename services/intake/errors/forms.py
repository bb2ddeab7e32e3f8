"""What can be wrong with a field of an application; told with its place, beside all other flaws."""

from collections.abc import Mapping
from typing import Any

from chassis.http.refusals.errors import ErrorText
from kernel.items import CHINESE as ITEMS

_ID_ZH, _ID_EN = "请核对身份证上的号码。", "Compare it with the ID card."
_MONEY_ZH, _MONEY_EN = "请填写元，如 1200.00。", 'Write yuan, such as "1200.00".'
_CODE_ZH, _CODE_EN = "请核对营业执照或法人证书。", "Compare it with the certificate."
_CONSENT_ZH, _CONSENT_EN = "请补齐授权书后再提交。", "Complete the consent and send it again."
_PLACE_ZH, _PLACE_EN = "请核对工会组织路径和区县代码。", "Check the organisation path and the region code."
_FORM_ZH, _FORM_EN = "请更正后再提交。", "Correct it and send it again."


def _field(
    code: str, zh: str, en: str, next_zh: str = _FORM_ZH, next_en: str = _FORM_EN, **words: Mapping[Any, str]
) -> ErrorText:
    return ErrorText(code, 422, zh, en, next_zh, next_en, words)


ERRORS = (
    _field("id_number.length", "身份证号码应为 18 位（或旧的 15 位）。",
           "An ID number has 18 characters (or 15, if old).", _ID_ZH, _ID_EN),
    _field("id_number.characters", "身份证号码含有不允许的字符。",
           "The ID number holds characters that do not belong there.", _ID_ZH, _ID_EN),
    _field("id_number.date", "身份证号码中的出生日期不存在。",
           "The birth date in the ID number is no day.", _ID_ZH, _ID_EN),
    _field("id_number.check_digit", "身份证号码校验位错误。",
           "The check digit of the ID number is wrong.", _ID_ZH, _ID_EN),
    _field("id_number.age", "身份证号码表示的年龄超过 130 岁。",
           "The ID number says an age above 130.", _ID_ZH, _ID_EN),
    _field("amount.type", "金额应为文本或整数。", "An amount is a text or a whole number.", _MONEY_ZH, _MONEY_EN),
    _field("amount.format", "金额格式不正确。", "Not an amount in yuan.", _MONEY_ZH, _MONEY_EN),
    _field("amount.not_finite", "金额不是有限的数。", "The amount is not a finite number.", _MONEY_ZH, _MONEY_EN),
    _field("amount.places", "金额最多两位小数。", "An amount has at most two decimal places.", _MONEY_ZH, _MONEY_EN),
    _field("amount.too_large", "金额过大。", "The amount is too large.", _MONEY_ZH, _MONEY_EN),
    _field("amount.negative", "金额不得为负。", "The amount must not be negative.", _MONEY_ZH, _MONEY_EN),
    _field("income.year_differs", "年收入与月收入不符：月收入应为年收入的十二分之一。",
           "The year's income is not twelve times the month's.", _MONEY_ZH, _MONEY_EN),
    _field("date.in_the_future", "日期晚于今天。", "The date is after today."),
    _field("credit_code.length", "统一社会信用代码应为 18 位。",
           "A unified social credit code has 18 characters.", _CODE_ZH, _CODE_EN),
    _field("credit_code.characters", "统一社会信用代码含有不允许的字符。",
           "The credit code holds characters that do not belong there.", _CODE_ZH, _CODE_EN),
    _field("credit_code.check_character", "统一社会信用代码校验位错误。",
           "The check character of the credit code is wrong.", _CODE_ZH, _CODE_EN),
    _field("organisation.unknown", "没有这个工会组织。", "There is no such organisation.", _PLACE_ZH, _PLACE_EN),
    _field("region.unknown", "没有这个区县代码。", "There is no such region.", _PLACE_ZH, _PLACE_EN),
    _field("region.not_of_organisation", "区县不属于该工会组织的管辖范围。",
           "The region is not the organisation's.", _PLACE_ZH, _PLACE_EN),
    _field("no_profile", "该地区尚未配置政策文件。", "No policy document is set for this region.",
           "请联系系统管理员配置。", "Ask the operator to set one."),
    ErrorText("too_many_searches", 429, "按身份证号查询次数已达上限：{hours} 小时内 {most} 次。",
              "Searched too often: {most} times in {hours} hours is the most.",
              "请稍后再查；申请和登记表也计入此数，含他人所提交人员的登记表请由工会经办人导入；确需更多查询的，请联系系统管理员。",
              "Search later. Applications and rosters that tell of people count as well: a roster of people whom others"
              " brought in is a case worker's to import. Ask the operator if the work needs more."),
    _field("phone.form", "联系电话应为 5 至 30 位的数字，可含 +、- 和空格。",
           "A telephone number has 5 to 30 signs: digits, with +, - and spaces between.",
           "请填写能打通的电话。", "Give a number that can be called."),
    _field("nation.form", "民族应为两位代码：01 至 56，或 97、98。",
           "A nation is a code of two digits: 01 to 56, 97 or 98.",
           "请按民族代码（GB/T 3304）填写，如汉族填 01。", "Write the code of GB/T 3304: 01 for Han."),
    _field("postcode.form", "邮政编码应为 6 位数字。", "A postcode has six digits.",
           "请核对邮政编码，如 515000。", "Compare the postcode; it looks like 515000."),
    _field("other_contact.id_number", "其他联系方式不得填写身份证号码。",
           "Another way to be reached is no ID number.",
           "请填写另一个电话、邮箱或微信号。", "Give another telephone number or an address."),
    _field("region.form", "区县代码应为 6 位数字，如 440507。", "The code of a county has six digits, such as 440507.",
           "请核对行政区划代码（GB/T 2260）。", "Compare the region code (GB/T 2260)."),
    _field("previous_household.unknown", "没有这份已结束的档案。", "There is no such ended household.",
           "请核对原户编号；首次申请的，不填此项。",
           "Compare the earlier household's id; leave it out in a first application."),
    _field("member.twice", "同一人重复填写。", "The same person is listed twice."),
    _field("member.self_is_first", "第一位成员应为申请人本人，其他成员不能是本人。",
           "The first member is the applicant (self), and nobody else is."),
    _field("causes.twice", "致困原因重复填写。", "A cause is listed twice."),
    _field("causes.primary_not_listed", "主要致困原因不在全部致困原因之中。",
           "The primary cause is not among the causes."),
    _field("consent.unknown_form", "没有这个授权书版本。", "There is no such version of the consent's form.",
           "请用 GET /v1/consent-forms 查看各版本。", "See the versions: GET /v1/consent-forms."),
    _field("consent.form_not_yet_used", "签署之日该版本授权书尚未启用。",
           "The form was not used yet on the day of the signature.", _CONSENT_ZH, _CONSENT_EN),
    _field("consent.beyond_the_form", "该版本授权书不含事项：{items}。",
           "This version of the form does not name: {items}.", _CONSENT_ZH, _CONSENT_EN, items=ITEMS),
    _field("consent.purpose_beyond_the_form", "该版本授权书不含所填用途。",
           "This version of the form does not name that purpose.", _CONSENT_ZH, _CONSENT_EN),
    _field("consent.purpose_missing", "授权用途未包含申请和建档核对。",
           "The purposes do not include the verification that is applied for.", _CONSENT_ZH, _CONSENT_EN),
    _field("consent.not_yet_signed", "授权书签署日期晚于今天。",
           "The consent is dated after today.", _CONSENT_ZH, _CONSENT_EN),
    _field("consent.expired", "授权书已过期。", "The consent has expired.", _CONSENT_ZH, _CONSENT_EN),
    _field("consent.too_long", "授权期限最长五年。", "A consent is valid for at most five years.",
           "请更正授权书的有效期限。", "Correct the day until which it is valid."),
    _field("consent.items_missing", "授权书未包含需要核对的事项：{items}。",
           "The consent lacks items that must be verified: {items}.", _CONSENT_ZH, _CONSENT_EN, items=ITEMS),
    _field("consent.unknown_signatory", "授权签署人不在成员之中。",
           "A signatory is not among the members.", _CONSENT_ZH, _CONSENT_EN),
    _field("consent.no_child", "该成员已成年或已有监护人代签。", "The member is of age, or has a guardian already.",
           _CONSENT_ZH, _CONSENT_EN),
    _field("consent.no_guardian", "代签的监护人应已成年并签署授权书。",
           "Who signs for a child is of age and has signed.", _CONSENT_ZH, _CONSENT_EN),
    _field("consent.adult_not_signed", "第 {place} 位成员（从 0 数起）已成年，尚未签署授权书。",
           "Member {place} (counted from 0) is an adult and has not signed.", _CONSENT_ZH, _CONSENT_EN),
)  # fmt: skip
