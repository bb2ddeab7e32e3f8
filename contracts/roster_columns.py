"""The columns of a roster: the union's household file form (困难职工档案表) as one row per household.

Data only, for who writes such a sheet and who reads it. The header stands in the first row of the first
sheet. A row is the atom: the applicant first, then up to five further members, each a block of columns.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from kernel import aid_kinds, causes, closed_lists, items

SHEET: Final = "困难职工登记"
SEPARATOR: Final = "、"
FURTHER_MEMBERS_MAX: Final = 5
APPLICANT: Final = "本人"
MEMBER: Final = "成员"

Kind = Literal["text", "identifier", "money", "integer", "date", "flag", "code", "codes", "places"]


class Column(Struct, frozen=True):
    """One column.

    `field`: the dotted path in the application body (`members.1.name`), or "" for a column that is for
    people only. `kind`: how the cell is read: `identifier` is text, never a number (Excel would round it);
    `money` is yuan, a number or text; `date` is ISO text or a date cell; `flag` is 是 or 否; `code` is one of
    `codes`, `codes` several of them and `places` places of members (本人, 成员1, …), with 、 between.
    `required`: in a member's block it holds only when that member's name is given; an empty optional cell
    is null, in a `codes` column an empty list. `codes`: the words in the cell -> the codes in the body.
    `some_documents`: asked for by some regions' documents only; a sheet may lack the column.
    """

    header: str
    field: str
    example: str
    required: bool = True
    kind: Kind = "text"
    codes: dict[str, str] = {}
    some_documents: bool = False


RELATIONS: Final = {"配偶": "spouse", "子女": "child", "父母": "parent", "其他": "other"}
EMPLOYMENT: Final = {chinese: code for code, chinese in closed_lists.EMPLOYMENT.items()}
SCHOOL_STAGES: Final = {chinese: code for code, chinese in closed_lists.SCHOOL_STAGES.items()}
HEALTH: Final = {chinese: code for code, chinese in closed_lists.HEALTH.items()}
EMPLOYER_KINDS: Final = {chinese: code for code, chinese in closed_lists.EMPLOYER_KINDS.items()}
RESTRUCTURING_KINDS: Final = {chinese: code for code, chinese in closed_lists.RESTRUCTURING_KINDS.items()}
CAUSES: Final = {chinese: cause.value for cause, chinese in causes.CHINESE.items()}
ITEMS: Final = {chinese: item.value for item, chinese in items.CHINESE.items()}
NEEDS: Final = {chinese: kind.value for kind, chinese in aid_kinds.CHINESE.items()}


def place_name(place: int) -> str:
    """How a member is called in headers and in `places` cells: 本人, 成员1, …"""
    return MEMBER + str(place) if place else APPLICANT


def _member(place: int) -> tuple[Column, ...]:
    """A member's block; the applicant's relation (`self`) has no column."""
    who, at, grown = place_name(place), f"members.{place}", place < 2
    relation = (Column(f"{who}与申请人关系", f"{at}.relation", "配偶", kind="code", codes=RELATIONS),)
    return (
        Column(f"{who}姓名", f"{at}.name", "陈测试", required=place == 0),
        Column(f"{who}身份证号", f"{at}.id_number", "440590198001010009", kind="identifier"),
        *(relation if place else ()),
        Column(f"{who}有劳动能力", f"{at}.can_work", "是" if grown else "否", kind="flag"),
        Column(f"{who}工作状态", f"{at}.employment", "在岗", kind="code", codes=EMPLOYMENT),
        Column(f"{who}就学阶段", f"{at}.school_stage", "", False, kind="code", codes=SCHOOL_STAGES),
        Column(f"{who}月收入（元）", f"{at}.monthly_income", "1200.00", kind="money"),
        Column(f"{who}健康状况", f"{at}.health", "健康", kind="code", codes=HEALTH),
        Column(f"{who}残疾", f"{at}.disability", "否", kind="flag"),
    )


def _asked(
    header: str, field: str, example: str, *, kind: Kind, codes: Mapping[str, str] = MappingProxyType({})
) -> Column:
    """A column that only some documents ask for."""
    return Column(header, field, example, required=False, kind=kind, codes=dict(codes), some_documents=True)


COLUMNS: Final[tuple[Column, ...]] = (
    Column("序号", "", "1", required=False, kind="integer"),
    Column("所属工会", "org_path", "44/4405/440507/longhu-dianzi"),
    Column("所在区县代码", "region", "440507", kind="identifier"),
    Column("原档案编号", "previous_household", "", required=False),
    *_member(0),
    Column("联系电话", "contact.phone", "19900000000", kind="identifier"),
    Column("家庭住址", "contact.address", "汕头市龙湖区虚构路1号"),
    Column("开户银行", "account.bank", "虚构银行汕头分行"),
    Column("银行账号", "account.number", "9999990000000000000", kind="identifier"),
    Column("工作单位", "employer.name", "汕头市虚构实业有限公司"),
    Column("单位统一社会信用代码", "employer.credit_code", "91440590900001009D", kind="identifier"),
    Column("单位性质", "employer.kind", "企业", kind="code", codes=EMPLOYER_KINDS),
    _asked("单位所在区县代码", "employer.region", "440507", kind="identifier"),
    Column("劳动合同月数", "declared.contract_months", "24", required=False, kind="integer"),
    Column("工会会员", "declared.union_member", "是", kind="flag"),
    Column("农民工", "declared.migrant_worker", "否", kind="flag"),
    Column("单亲家庭", "declared.single_parent", "否", kind="flag"),
    Column("突发事件", "declared.sudden_event", "否", kind="flag"),
    Column("涉及企业改制", "declared.restructuring_affected", "否", kind="flag"),
    _asked("改制情形", "declared.restructuring_kind", "破产", kind="code", codes=RESTRUCTURING_KINDS),
    _asked("以工资收入为主要生活来源", "declared.wage_is_main_income", "是", kind="flag"),
    _asked("长期在城镇生活", "declared.lives_long_term_in_city", "是", kind="flag"),
    _asked("工会关系所在区县代码", "declared.union_region", "440507", kind="identifier"),
    Column("享受低保", "declared.on_dibao", "否", kind="flag"),
    Column("家庭月救助金额（元）", "declared.relief_monthly", "0.00", kind="money"),
    Column("家庭月刚性支出（元）", "declared.hardship_expenditure_monthly", "350.00", kind="money"),
    Column("主要致困原因", "declared.primary_cause", "子女上学", kind="code", codes=CAUSES),
    Column("全部致困原因", "declared.causes", "子女上学、下岗失业", kind="codes", codes=CAUSES),
    Column("脱困诉求", "needs", "金秋助学", required=False, kind="codes", codes=NEEDS),
    Column("授权书编号", "consent.reference", "GX-0001"),
    Column("授权签署日期", "consent.signed_on", "2026-11-01", kind="date"),
    Column("授权有效期至", "consent.valid_until", "2027-10-31", kind="date"),
    Column("授权核对事项", "consent.items", "户籍、社保、税务", kind="codes", codes=ITEMS),
    Column("授权签署人", "consent.signatories", "本人、成员1", kind="places"),
    *(column for place in range(1, FURTHER_MEMBERS_MAX + 1) for column in _member(place)),
)
