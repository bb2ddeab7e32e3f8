"""The columns of a roster: the national file form (困难职工档案表) as one row per household.

Data only, for who writes such a sheet and who reads it. A row is the atom: the applicant first, then up to five further
members, each a block of columns. Ten columns must be there; what others would have said is taken as their `otherwise`
tells, or follows from what is there (`services/intake/adapters/roster_completion.py`), and is told.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal

from msgspec import Struct

from contracts import roster_words as words
from contracts.roster_words import ITEMS as ITEMS
from contracts.roster_words import RESTRUCTURING_KINDS as RESTRUCTURING_KINDS

SHEET: Final = "困难职工登记"
SEPARATOR: Final = "、"
FURTHER_MEMBERS_MAX: Final = 5
APPLICANT: Final = "本人"
MEMBER: Final = "成员"
NONE_OF_IT: Final = "无"
"""In a column that lists things: there is none."""

Kind = Literal[
    "text", "identifier", "money", "integer", "date", "flag", "code", "codes", "places", "union", "impairment", "area",
    "houses", "years", "firms", "aids",
]  # fmt: skip


class Column(Struct, frozen=True):
    """One column.

    `field`: the dotted path in the application body (`members.1.name`), or "" for a column that is for
    people only. `kind`: how the cell is read: `identifier` is text, never a number (Excel would round it);
    `money` is yuan, a number or text; `date` is ISO text or a date cell; `flag` is 是 or 否; `code` is one of
    `codes`, `codes` several of them and `places` places of members (本人, 成员1, …), with 、 between; `union` is the
    name of a union or its path; `area` a band or a number of square metres; `houses`, `years`, `firms` and `aids` list
    what is owned or was got, and 无 says that there is none.
    `required`: in a member's block it holds only when anything of that member is given; `or_else`: the field whose
    column may stand instead. `otherwise`: what an empty cell, or a column that is not there, is taken as; None: not
    said.
    `stands_for_nothing_else`: a column that is there must be filled: what it would have said is read from no other.
    `codes`: the words in the cell -> the codes in the body. `also`: other headers that people give it.
    """

    header: str
    field: str
    example: str
    help: str = ""
    required: bool = False
    kind: Kind = "text"
    codes: dict[str, str] = {}
    also: tuple[str, ...] = ()
    or_else: str = ""
    otherwise: Any = None
    stands_for_nothing_else: bool = False


def place_name(place: int) -> str:
    """How a member is called in headers and in `places` cells: 本人, 成员1, …"""
    return MEMBER + str(place) if place else APPLICANT


def _coded(
    header: str, field: str, example: str, codes: Mapping[str, str], help: str = "从下拉列表中选择。", **more: Any
) -> Column:
    return Column(header, field, example, help, kind="code", codes=dict(codes), **more)


def _flag(header: str, field: str, example: str, help: str, otherwise: bool | None = False, **more: Any) -> Column:
    also = (f"是否{header}", *more.pop("also", ()))
    return Column(header, field, example, help, kind="flag", otherwise=otherwise, also=also, **more)


def _money(header: str, field: str, example: str, help: str, **more: Any) -> Column:
    also = (header, *more.pop("also", ()))
    return Column(f"{header}（元）", field, example, help, kind="money", also=also, **more)


def _member(place: int) -> tuple[Column, ...]:
    """A member's block; the applicant's relation (`self`) has no column."""
    who, at, grown = place_name(place), f"members.{place}", place < 2
    relation = _coded(
        f"{who}与申请人关系", f"{at}.relation", "配偶", words.RELATIONS, required=True, also=(f"{who}关系",)
    )
    block = (
        Column(f"{who}姓名", f"{at}.name", "陈测试", "身份证上的姓名。", required=True),
        Column(
            f"{who}身份证号", f"{at}.id_number", "440590198001010009", "18 位（或旧的 15 位），单元格设为文本。",
            required=True, kind="identifier", also=(f"{who}身份证号码",),
        ),
        *((relation,) if place else ()),
        _flag(f"{who}有劳动能力", f"{at}.can_work", "是" if grown else "否", "不填的，按工作状态和年龄推定。", None),
        _coded(
            f"{who}工作状态", f"{at}.employment", "在岗", words.EMPLOYMENT, "农民工填“农民工”。", required=True,
            also=(f"{who}身份", f"{who}人员身份"),
        ),
        _coded(f"{who}就学阶段", f"{at}.school_stage", "", words.SCHOOL_STAGES, "在校的填写。"),
        _money(
            f"{who}月收入", f"{at}.monthly_income", "1200.00", "月平均收入；按年填报的，填年收入。", required=True,
            or_else=f"{at}.yearly_income", also=(f"{who}月平均收入",),
        ),
        _money(f"{who}年收入", f"{at}.yearly_income", "", "按年填报时填写；月收入按十二分之一折算到分。"),
        _coded(
            f"{who}健康状况", f"{at}.health", "健康", words.HEALTH, "健康、患病、重病，或表中所列病种。",
            otherwise="healthy",
        ),
        _flag(f"{who}残疾", f"{at}.disability", "否", "持有残疾人证的填“是”。"),
        Column(
            f"{who}残疾类别", f"{at}.impairment", "", "如“视力残疾二级”。", kind="impairment",
            also=(f"{who}疾病/残疾类别",),
        ),
        _coded(f"{who}政治面貌", f"{at}.political_status", "", words.POLITICAL_STATUSES),
        _coded(
            f"{who}医保状况", f"{at}.medical_insurance", "", words.MEDICAL_INSURANCES, also=(f"{who}是否进入医保",)
        ),
        Column(f"{who}单位或学校", f"{at}.place_of_work_or_study", "", "所在单位或学校名称。"),
    )  # fmt: skip
    return block if place else tuple(column for column in block if not column.field.endswith("work_or_study"))


def _applicant() -> tuple[Column, ...]:
    """What the form asks of the applicant alone."""
    return (
        _coded("本人民族", "members.0.nation", "", words.NATIONS),
        _coded("本人婚姻状况", "members.0.marital_status", "", words.MARITAL_STATUSES),
        _coded("本人户口类型", "members.0.hukou_kind", "", words.HUKOU_KINDS, also=("本人户口性质",)),
        _coded("本人劳模类型", "members.0.model_worker", "", words.MODEL_WORKERS, also=("本人劳模类别",)),
        Column("本人工作时间", "members.0.working_since", "", "参加工作的日期，如 2009-07-01。", kind="date"),
    )


COLUMNS: Final[tuple[Column, ...]] = (
    Column("序号", "", "1", "供填表人使用，不读取。", kind="integer"),
    Column(
        "所属工会", "org_path", "44/4405/440507/longhu-dianzi", "工会名称（与组织目录一致）；不填的，为上传单位。",
        kind="union", also=("工会名称", "单位工会", "工会"),
    ),
    Column(
        "所在区县代码", "region", "440507", "6 位区县代码；不填的，按所属工会推定。", kind="identifier",
        also=("区县代码", "行政区划代码"),
    ),
    Column("原档案编号", "previous_household", "", "返困的，填原档案编号。"),
    *_member(0),
    *_applicant(),
    Column(
        "联系电话", "contact.phone", "19900000000", "手机或座机号码。", required=True, kind="identifier",
        also=("手机", "手机号码", "手机号", "联系方式", "电话"),
    ),
    Column("其他联系方式", "contact.other", "", "备用的联系方式。", also=("其它联系方式",)),
    Column("家庭住址", "contact.address", "汕头市龙湖区虚构路1号", "现住址。", also=("住址", "家庭地址")),
    Column("邮政编码", "contact.postcode", "", "6 位。", kind="identifier", also=("邮编",)),
    Column("开户银行", "account.bank", "虚构银行汕头分行", "本人账户的开户银行。", required=True, also=("开户行",)),
    Column("支行名称", "account.branch", "", "开户支行。", also=("开户支行", "支行")),
    Column(
        "银行账号", "account.number", "9999990000000000000", "本人账户，单元格设为文本。", required=True,
        kind="identifier", also=("银行卡号", "银行账户", "卡号", "账号"),
    ),
    Column(
        "工作单位", "employer.name", "汕头市虚构实业有限公司", "现在或原来的单位。", required=True, also=("单位名称",)
    ),
    Column(
        "单位统一社会信用代码", "employer.credit_code", "91440590900001009D", "不填的，取表中同一单位的代码。",
        kind="identifier", also=("统一社会信用代码", "信用代码"),
    ),
    _coded("单位性质", "employer.kind", "企业", words.EMPLOYER_KINDS),
    _coded("所属行业", "employer.industry", "", words.INDUSTRIES),
    _coded("企业状况", "employer.state", "", words.EMPLOYER_STATES, also=("单位状况",)),
    Column("单位所在区县代码", "employer.region", "440507", "个别地区的政策需要。", kind="identifier"),
    Column("劳动合同月数", "declared.contract_months", "24", "劳动合同的期限，按月。", kind="integer"),
    _flag("工会会员", "declared.union_member", "是", "农民工须填写。"),
    _flag("农民工", "declared.migrant_worker", "否", "工作状态填“农民工”的，可不填。"),
    _flag("单亲家庭", "declared.single_parent", "否", "不填的，按“否”。", also=("是否单亲", "单亲")),
    _flag("突发事件", "declared.sudden_event", "否", "不填的，按“否”。"),
    _flag("涉及企业改制", "declared.restructuring_affected", "否", "不填的，按“否”。"),
    _coded("改制情形", "declared.restructuring_kind", "破产", words.RESTRUCTURING_KINDS),
    _flag("以工资收入为主要生活来源", "declared.wage_is_main_income", "是", "个别地区的政策需要。", None),
    _flag("长期在城镇生活", "declared.lives_long_term_in_city", "是", "个别地区的政策需要。", None),
    Column("工会关系所在区县代码", "declared.union_region", "440507", "个别地区的政策需要。", kind="identifier"),
    _flag("享受低保", "declared.on_dibao", "否", "不填的，按“否”。", also=("是否低保", "低保户")),
    _money("家庭月救助金额", "declared.relief_monthly", "0.00", "政府救助，全家每月；不填的，按 0。", otherwise="0.00"),
    _money(
        "家庭月刚性支出", "declared.hardship_expenditure_monthly", "350.00", "因病、因学等，全家每月；不填的，按 0。",
        otherwise="0.00",
    ),
    _money(
        "家庭其他非薪资年收入", "declared.other_income_yearly", "", "工资以外，全家每年。",
        also=("家庭其他年收入", "家庭其他非薪资收入"),
    ),
    _flag("自救能力", "declared.can_help_itself", "", "有一定自救能力的填“是”。", None, also=("是否有一定自救能力",)),
    _coded(
        "主要致困原因", "declared.primary_cause", "子女上学", words.CAUSES, "限填一项。", required=True,
        also=("致困主要原因", "致困原因"),
    ),
    Column(
        "次要致困原因", "declared.further_causes", "", "至多三项，以顿号分隔。", kind="codes", codes=words.CAUSES,
        also=("致困次要原因",),
    ),
    Column(
        "全部致困原因", "declared.causes", "子女上学、下岗失业", "主要和次要的各项；填了次要的，可不填。", kind="codes",
        codes=words.CAUSES,
    ),
    Column("脱困诉求", "needs", "金秋助学", "需要的帮扶，以顿号分隔。", kind="codes", codes=words.NEEDS, otherwise=[]),
    _coded("住房类型", "housing.kind", "", words.HOUSING_KINDS),
    Column(
        "建筑面积", "housing.area_band", "", "平方米数，或所列四档之一。", kind="area", codes=words.AREA_BANDS,
        also=("住房面积", "建筑面积（平方米）"),
    ),
    Column("房产", "owned.houses", "", "自有房产，如“商品房60、商铺20”（平方米）；没有的填“无”。", kind="houses"),
    Column("车辆", "owned.vehicles", "", "购买年份，如“2015、2018”；没有的填“无”。", kind="years"),
    Column("名下企业", "owned.firms", "", "企业名称，以顿号分隔；没有的填“无”。", kind="firms"),
    _coded("存款", "owned.deposits_band", "", words.DEPOSITS_BANDS),
    _money("公积金月缴存基数", "owned.housing_fund_base", "", "按单位申报的基数。"),
    Column(
        "其他帮扶救助", "other_aid", "", "单位 种类 金额 日期，如“虚构慈善会 慈善救助 500 2026-02-01”；没有的填“无”。",
        kind="aids", codes=words.NEEDS, also=("其他单位的帮扶救助情况",),
    ),
    Column("基层党组织或行政意见", "opinions.administration", "", "按表上签署的意见。", also=("行政意见",)),
    Column("基层工会意见", "opinions.union", "", "按表上签署的意见。", also=("基层工会或办事处意见",)),
    Column("系统工会意见", "opinions.system_union", "", "按表上签署的意见。", also=("上级工会意见",)),
    Column(
        "授权签署日期", "consent.signed_on", "2026-11-01",
        "成年成员均已签署授权书的日期；表中没有授权书其他四栏的，即声明均于该日就所需事项签署，有效一年。",
        required=True, kind="date", also=("授权日期", "授权书签署日期"),
    ),
    Column("授权书编号", "consent.reference", "GX-0001", "授权书上的编号。", stands_for_nothing_else=True),
    Column(
        "授权有效期至", "consent.valid_until", "2027-10-31", "授权书上的截止日期。", kind="date",
        stands_for_nothing_else=True,
    ),
    Column(
        "授权核对事项", "consent.items", "户籍、社保、税务", "授权书所列的核对事项。", kind="codes", codes=words.ITEMS,
        stands_for_nothing_else=True,
    ),
    Column(
        "授权签署人", "consent.signatories", "本人、成员1", "签署授权书的成员，如“本人、成员1”。", kind="places",
        stands_for_nothing_else=True,
    ),
    *(column for place in range(1, FURTHER_MEMBERS_MAX + 1) for column in _member(place)),
)  # fmt: skip

_IN_THE_NUMBER: Final = ("性别", "出生日期", "年龄")
FOR_PEOPLE: Final = (
    "性别", "出生日期", "年龄", "备注", "说明", "填表人", "填表日期", "填报人", "填报日期", "建档人",
    "审核人", "录入人", "职工编号", "困难类别", "家庭人口", "家庭人均收入", "家庭月人均收入",
    "家庭年人均收入", "家庭年度总收入", "家庭总收入", "户口所在地行政区划", "零就业", "是否零就业",
    "是否为零就业", "是否为零就业家庭", "附件", "附件类型", "附件名称",
    *(f"{place_name(place)}{what}" for place in range(FURTHER_MEMBERS_MAX + 1) for what in _IN_THE_NUMBER),
)  # fmt: skip
"""Headers of what people write for one another, or what follows from other columns: told, and not read."""


def headers_of(column: Column) -> tuple[str, ...]:
    """All that it may be called; of the applicant's, whose form it is, without saying so, too."""
    named = (column.header, *column.also)
    if column.field.startswith("members.0."):
        named += tuple(header.replace(APPLICANT, "") for header in named)
    return named + tuple(header.replace(MEMBER, f"家庭{MEMBER}") for header in named if header.startswith(MEMBER))
