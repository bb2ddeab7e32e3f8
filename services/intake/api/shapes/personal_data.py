"""Everything personal, opened for a reason."""

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Open, Shape
from kernel.closed_lists import ChangeKind
from services.intake.api.shapes.changes import ChangeId
from services.intake.api.shapes.households import SignedConsent


class FullMember(Shape):
    token: shapes.PersonToken
    name: str = Field(description="姓名 · the name")
    id_number: str = Field(description="身份证号 · the ID number")
    birth_date: shapes.DayText = Field(description="出生日期 · the day of birth")
    relation: str = Field(description="与申请人关系 · relation to the applicant")
    can_work: bool = Field(description="是否有劳动能力 · whether able to work")
    employment: str = Field(description="就业状况 · employment", examples=["laid_off"])
    school_stage: str | None = Field(description="就读阶段 · the stage of school, if at school")
    monthly_income: shapes.Yuan = Field(description="月收入，元 · income a month, in yuan")
    health: str = Field(description="健康状况 · health", examples=["healthy"])
    disability: bool = Field(description="是否残疾 · whether disabled")
    nation: str | None = Field(description="民族（GB/T 3304 代码） · the nation (GB/T 3304)", examples=["01"])
    political_status: str | None = Field(description="政治面貌 · political status", examples=["masses"])
    marital_status: str | None = Field(description="婚姻状况 · marital status", examples=["married"])
    hukou_kind: str | None = Field(description="户口类型 · the kind of hukou", examples=["urban"])
    model_worker: str | None = Field(description="劳模类型 · the honour as a model worker", examples=["none"])
    medical_insurance: str | None = Field(description="医保状况 · medical insurance", examples=["employee"])
    condition: str | None = Field(description="健康状况（档案表用词） · health, in the national form's words")
    impairment: str | None = Field(description="残疾类别 · the kind of disability", examples=["sight"])
    impairment_level: int | None = Field(description="残疾等级，一级最重 · its level; 1 is the gravest")
    place_of_work_or_study: str | None = Field(description="单位或学校 · where the member works or studies")
    working_since: shapes.DayText | None = Field(description="参加工作日期 · the day on which work began")
    yearly_income: shapes.Yuan | None = Field(description="年收入，元 · income a year, in yuan")


class Declared(Shape):
    """Of the whole household; money in yuan a month."""

    on_dibao: bool = Field(description="是否低保户 · whether on dibao")
    relief_monthly: shapes.Yuan = Field(description="每月政府救助，元 · public relief a month, in yuan")
    hardship_expenditure_monthly: shapes.Yuan = Field(description="每月困难支出，元 · hardship expenditure, in yuan")
    causes: list[str] = Field(description="致困原因 · the causes of hardship", examples=[["laid_off"]])
    primary_cause: str = Field(description="主要致困原因 · the primary cause")
    union_member: bool = Field(description="是否工会会员 · whether a union member")
    migrant_worker: bool = Field(description="是否农民工 · whether a migrant worker")
    single_parent: bool = Field(description="是否单亲 · whether a single parent")
    sudden_event: bool = Field(description="是否遭遇突发事件 · whether a sudden event struck")
    contract_months: int | None = Field(description="劳动合同月数 · months of the labour contract")
    restructuring_affected: bool = Field(description="是否受改制等影响 · whether affected by restructuring")
    restructuring_kind: str | None = Field(description="改制等的种类 · the kind of restructuring")
    wage_is_main_income: bool | None = Field(description="工资是否主要收入 · whether the wage is the main income")
    lives_long_term_in_city: bool | None = Field(description="是否长期在本市居住 · whether living in the city for long")
    union_region: str | None = Field(None, description="工会组织关系所在区县 · the county of the union one belongs to")
    other_income_yearly: shapes.Yuan | None = Field(description="家庭其他年收入，元 · other income a year, in yuan")
    can_help_itself: bool | None = Field(description="有无自救能力 · whether it can help itself")


class Contact(Shape):
    phone: str = Field(description="联系电话 · the telephone")
    address: str = Field(description="住址，未说明为空 · the address; empty when not said")
    postcode: str | None = Field(description="邮政编码 · the postcode", examples=["515000"])
    other: str | None = Field(description="其他联系方式 · another number or address")


class Account(Shape):
    bank: str = Field(description="开户银行 · the bank")
    number: str = Field(description="账号 · the account's number")
    branch: str | None = Field(description="开户网点 · the bank's branch")


class Employer(Shape):
    name: str = Field(description="单位名称 · the employer's name")
    credit_code: str = Field(description="统一社会信用代码，未说明为空 · its credit code; empty when not said")
    kind: str = Field(description="单位性质，未说明为空 · its kind; empty when not said", examples=["enterprise"])
    region: str | None = Field(description="单位所在区县 · its county", examples=["440507"])
    industry: str | None = Field(description="所属行业 · its industry", examples=["textile"])
    state: str | None = Field(description="单位状况 · how the employer stands", examples=["normal"])


class Housing(Shape):
    kind: str | None = Field(description="住房类型 · the kind of housing", examples=["bought"])
    area_band: str | None = Field(description="建筑面积区间，平方米 · the floor area, as a band of square metres")


class Opinions(Shape):
    """三级意见, as they stand on the form."""

    administration: str | None = Field(description="党支部或行政意见 · of the party branch or administration")
    union: str | None = Field(description="工会意见 · of the union")
    system_union: str | None = Field(description="上级或系统工会意见 · of the union above it")


class House(Shape):
    kind: str = Field(description="房屋种类 · the kind of house", examples=["commercial"])
    area_m2: int = Field(description="建筑面积，平方米 · the floor area in square metres")


class Vehicle(Shape):
    purchased_in: int | None = Field(description="购置年份 · the year of purchase", examples=[2019])


class Firm(Shape):
    name: str = Field(description="企业名称 · the firm's name")
    credit_code: str | None = Field(description="统一社会信用代码 · its credit code")


class Property(Shape):
    """Null is not said, an empty list says that there is none."""

    houses: list[House] | None = Field(description="房屋 · houses")
    vehicles: list[Vehicle] | None = Field(description="车辆 · vehicles")
    firms: list[Firm] | None = Field(description="名下企业 · firms")
    deposits_band: str | None = Field(description="存款区间，元 · deposits, as a band of yuan", examples=["none"])
    housing_fund_base: shapes.Yuan | None = Field(description="公积金月缴存基数，元 · the base a month, in yuan")


class OtherAid(Shape):
    giver: str = Field(description="救助单位 · who gave it")
    kind: str = Field(description="救助种类 · the kind of aid")
    amount: shapes.Yuan
    received_on: shapes.DayText | None = Field(description="收到日期 · the day on which it came")


class Details(Shape):
    """Everything personal of an application, as declared."""

    members: list[FullMember] = Field(description="成员，申请人在先 · its members; the applicant first")
    declared: Declared = Field(description="家庭情况 · of the household as a whole")
    contact: Contact = Field(description="联系方式 · how to reach them")
    account: Account = Field(description="收款账户 · the account for payments")
    employer: Employer = Field(description="用人单位 · the employer")
    needs: list[str] = Field(description="希望得到的帮扶 · the aid that is hoped for")
    housing: Housing | None = Field(description="居住情况 · where the household lives")
    opinions: Opinions | None = Field(description="三级意见 · the three opinions on the form")
    owned: Property | None = Field(description="申报的家庭财产 · property as declared")
    other_aid: list[OtherAid] | None = Field(description="已获其他救助 · aid of other givers, as declared")


class Circumstances(Shape):
    can_work: bool = Field(description="是否有劳动能力 · whether able to work")
    employment: str = Field(description="就业状况 · employment", examples=["laid_off"])
    school_stage: str | None = Field(description="就读阶段 · the stage of school, if at school")
    health: str = Field(description="健康状况 · health", examples=["healthy"])
    disability: bool = Field(description="是否残疾 · whether disabled")


class Identity(Shape):
    token: str = Field(description="成员代号 · the member's token")
    name: str = Field(description="姓名 · the name")
    id_number: str = Field(description="身份证号 · the ID number")
    birth_date: shapes.DayText = Field(description="出生日期 · the day of birth")


class ChangedValues(Shape):
    """The one that a change is about; the others are left out."""

    member: FullMember | None = Field(None, description="新增成员 · who joins")
    phone: str | None = Field(None, description="联系电话 · the telephone")
    address: str | None = Field(None, description="住址 · the address")
    employer: Employer | None = Field(None, description="用人单位 · the employer")
    account: Account | None = Field(None, description="收款账户 · the account for payments")
    monthly_income: shapes.Yuan | None = Field(None, description="月收入，元 · income a month, in yuan")
    circumstances: Circumstances | None = Field(None, description="成员就业、就学、健康状况 · a member's circumstances")
    identity: Identity | None = Field(None, description="姓名和身份证号 · who a member is, by name and number")
    declared: Declared | None = Field(None, description="家庭情况 · of the household as a whole")
    consent: SignedConsent | None = Field(None, description="授权书 · the consent")
    particulars: Open | None = Field(None, description="成员的其他登记事项 · what else the form has of a member")
    form: Open | None = Field(None, description="家庭的其他登记事项 · what else the form has of the household")


class ChangeOpened(Shape):
    change: ChangeId
    kind: ChangeKind = Field(description="变更种类 · what changes")
    before: ChangedValues | None = Field(description="变更前，已删除为空 · before it; null once erased")
    after: ChangedValues | None = Field(description="变更后，已删除为空 · after it; null once erased")
    reason: str | None = Field(description="变更理由，已删除为空 · why; null once erased")


class Unmasked(Shape):
    household: shapes.Household
    access: str = Field(description="本次查阅的记录编号 · the id under which this look is on record")
    details: Details = Field(description="个人信息 · the personal data")
    changes: list[ChangeOpened] = Field(description="各次变更的内容 · what each change says")
