"""Codes that banks give back money with (ISO 20022 external return reasons), and what each means to a person.

A bank may send a code that is not here; it is kept and shown as it came.
"""

from typing import Final

BANK_REASONS: Final[dict[str, str]] = {
    "AC01": "账号有误",
    "AC02": "付款账号有误",
    "AC03": "收款账号无效",
    "AC04": "账户已销户",
    "AC06": "账户已冻结",
    "AC13": "账户类型不符",
    "AC14": "账户类型不符",
    "AG01": "账户不允许此类交易",
    "AG02": "业务种类不符",
    "AM01": "金额为零",
    "AM02": "金额超出限额",
    "AM03": "币种不支持",
    "AM04": "付款账户余额不足",
    "AM05": "重复付款",
    "AM09": "金额有误",
    "BE01": "户名与账号不符",
    "BE04": "收款人地址缺失",
    "BE05": "付款人无法识别",
    "BE06": "收款人不存在",
    "BE07": "付款人地址缺失",
    "CNOR": "收款行未开通",
    "DNOR": "付款行未开通",
    "ED05": "清算失败",
    "FOCR": "应付款方要求退回",
    "MD07": "收款人已去世",
    "MS02": "收款人拒收，未说明原因",
    "MS03": "银行退回，未说明原因",
    "NARR": "原因见银行附言",
    "RC01": "行号有误",
    "RC07": "收款行行号有误",
    "RR01": "监管原因：缺少账户信息",
    "RR02": "监管原因：缺少付款人信息",
    "RR03": "监管原因：缺少收款人信息",
    "RR04": "监管原因",
    "TM01": "超过截止时间",
    "account_closed": "账户已销户",
    "unspecified": "银行未说明原因",
}
"""The last two: words of ours, where a receipt has no code."""
