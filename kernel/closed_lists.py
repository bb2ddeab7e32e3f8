"""Closed lists of what is said of a person, an employer or a reform: each once, its codes and their Chinese terms.

The codes are what applications, agencies' records, rules and stored events spell. They are literals, so that a form
names the whole list when it refuses a value, and a type checker every code that is in none.
"""

from typing import Final, Literal

Employment = Literal[
    "employed", "laid_off", "unemployed", "flexible", "retired_on_public_pension", "retired_other", "student", "none",
    "internal_retirement", "sick_leave", "retired",
]  # fmt: skip
SchoolStage = Literal["primary", "junior", "senior", "college"]
Health = Literal["healthy", "ill", "seriously_ill"]
HukouKind = Literal["urban", "rural"]
EmployerKind = Literal["enterprise", "state_run_enterprise", "public_institution", "state_organ", "social_organisation"]
RestructuringKind = Literal[
    "capacity_cut", "zombie", "merger", "bankruptcy", "public_institution", "long_stoppage", "bought_out"
]
PaperKind = Literal[
    "consent",
    "identity",
    "household_register",
    "income_certificate",
    "employment_certificate",
    "diagnosis",
    "bill",
    "disability_certificate",
    "school_certificate",
    "housing_certificate",
    "bank_card",
    "visit_photo",
    "other",
]
PaperFor = Literal["application", "change", "visit", "objection"]

EMPLOYMENT: Final[dict[str, str]] = {
    "employed": "在岗",
    "laid_off": "下岗",
    "unemployed": "失业",
    "flexible": "灵活就业",
    "retired_on_public_pension": "退休（社会化发放养老金）",
    "retired_other": "退休（其他）",
    "student": "在校学生",
    "none": "无",
    "internal_retirement": "内退",
    "sick_leave": "病休",
    "retired": "退休",
}
"""就业状态. Whose pension is paid by the public scheme: baisha §三2. The last two are no workers' states; an
application may still name such a person. Who is retired internally or on sick leave has not retired (shantou §二) and
draws no public pension; 退休 alone does not say whose pension it is."""

EMPLOYMENT_UNSAID: Final = frozenset({"retired"})
"""Words of a form that no rule can decide by: to a rule they are unknown."""

EMPLOYMENT_INSURED_AS: Final[dict[str, tuple[str, ...]]] = {
    "internal_retirement": ("internal_retirement", "employed"),
    "sick_leave": ("sick_leave", "employed"),
    "retired": ("retired", "retired_on_public_pension", "retired_other"),
}
"""What social insurance may answer of whom, so that both say the same: it knows contract and pension, not the leave."""

SCHOOL_STAGES: Final[dict[str, str]] = {
    "primary": "小学",
    "junior": "初中",
    "senior": "高中",
    "college": "大学",
}
"""就学阶段, of whoever is at school."""

HEALTH: Final[dict[str, str]] = {"healthy": "健康", "ill": "患病", "seriously_ill": "重病"}
"""健康状况."""

HUKOU_KINDS: Final[dict[str, str]] = {"urban": "城镇", "rural": "农村"}
"""户口性质."""

EMPLOYER_KINDS: Final[dict[str, str]] = {
    "enterprise": "企业",
    "state_run_enterprise": "国营企业",
    "public_institution": "事业单位",
    "state_organ": "机关",
    "social_organisation": "社会组织",
}
"""单位性质: the units of baisha §三, and the state-run enterprise of baisha §三4."""

RESTRUCTURING_KINDS: Final[dict[str, str]] = {
    "capacity_cut": "化解过剩产能",
    "zombie": "处置僵尸企业",
    "merger": "兼并重组",
    "bankruptcy": "破产",
    "public_institution": "事业单位改革",
    "long_stoppage": "长期停产",
    "bought_out": "买断工龄",
}
"""改制情形: five by kaifeng §四(五), the last two by shantou §三(二)."""

PAPER_KINDS: Final[dict[str, str]] = {
    "consent": "授权书",
    "identity": "身份证件",
    "household_register": "户口簿",
    "income_certificate": "收入证明",
    "employment_certificate": "就业失业证明",
    "diagnosis": "诊断书",
    "bill": "票据",
    "disability_certificate": "残疾证",
    "school_certificate": "在读证明",
    "housing_certificate": "住房证明",
    "bank_card": "银行卡",
    "visit_photo": "走访照片",
    "other": "其他",
}
"""材料种类, of what is attached to a household; which of them a document of the law asks for stands in none of ours."""

PAPER_FOR: Final[dict[str, str]] = {
    "application": "申请",
    "change": "变更",
    "visit": "走访",
    "objection": "异议",
}
"""What a paper belongs to."""
ChangeKind = Literal[
    "member_joined", "member_left", "member_died", "phone", "address", "employer", "account", "income", "circumstances",
    "declared", "consent", "identity", "particulars", "form", "applicant_changed",
]  # fmt: skip

CHANGE_KINDS: Final[dict[str, str]] = {
    "member_joined": "成员增加",
    "member_left": "成员离开",
    "member_died": "成员死亡",
    "phone": "联系电话",
    "address": "住址",
    "employer": "工作单位",
    "account": "银行账户",
    "income": "成员收入",
    "circumstances": "成员就业、就学、健康状况",
    "declared": "家庭申报情况",
    "consent": "授权书",
    "identity": "姓名或身份证号更正",
    "particulars": "成员登记事项",
    "form": "家庭登记事项",
    "applicant_changed": "申请人变更",
}
"""变更: what of an open file can change."""

MoveReason = Literal["residence", "employment", "union_restructured", "kept_elsewhere", "other"]

MOVE_REASONS: Final[dict[str, str]] = {
    "residence": "迁居",
    "employment": "单位变动",
    "union_restructured": "工会撤并或调整",
    "kept_elsewhere": "应由对方建档",
    "other": "其他",
}
"""转档: why a file goes to another union."""

CampaignReason = Literal["law_changed", "lines_changed", "yearly", "audit", "agency_error", "other"]

CAMPAIGN_REASONS: Final[dict[str, str]] = {
    "law_changed": "政策调整",
    "lines_changed": "标准调整",
    "yearly": "年度复核",
    "audit": "审计或督查要求",
    "agency_error": "部门数据有误",
    "other": "其他",
}
"""批量复查: why many files are checked again at once."""

CampaignOutcome = Literal["begun", "under_way", "decided_since", "not_open"]

CAMPAIGN_OUTCOMES: Final[dict[str, str]] = {
    "begun": "已开始复查",
    "under_way": "已在复查中，未重复核对",
    "decided_since": "批量复查开始后已有决定，未重复核对",
    "not_open": "没有可以复查的档案",
}
"""What a campaign came to for one household."""

ClosingReason = Literal["exit", "not_eligible", "moved_away", "unreachable", "own_wish", "died"]

CLOSING_REASONS: Final[dict[str, str]] = {
    "exit": "脱困",
    "not_eligible": "不再符合条件",
    "moved_away": "调离",
    "unreachable": "失联",
    "own_wish": "自愿退出",
    "died": "死亡",
    "merged": "并入另一档案",
}
"""撤档: why a file is closed. By people one of the first six; `merged` is what is told of a merge."""

FormerApplicant = Literal["stays", "left", "died"]

FORMER_APPLICANTS: Final[dict[str, str]] = {"stays": "仍在本户", "left": "已离开", "died": "已死亡"}
"""申请人变更: what became of who applied."""

ContactWay = Literal["phone", "message", "letter", "visit", "neighbours"]

CONTACT_WAYS: Final[dict[str, str]] = {
    "phone": "电话",
    "message": "短信或微信",
    "letter": "信函",
    "visit": "上门",
    "neighbours": "向单位、社区或邻里了解",
}
"""联系: how somebody tried to reach a household."""
