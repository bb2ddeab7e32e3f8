"""What intake's routes answer: first what commands are answered with, then what is shown."""

from typing import Annotated, Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Open, Shape
from kernel.closed_lists import ChangeKind, MoveReason
from services.intake.domain.events import RearrangementKind, SaidOfTwo, SignalKind
from services.intake.domain.household.states import Status

ChangeId = Annotated[str, Field(description="变更编号 · the change's id")]


MoveId = Annotated[str, Field(description="转档编号 · the move's id")]


class HouseholdStands(Shape):
    household: shapes.Household
    status: Status = Field(description="状态 · how it stands now")
    version: shapes.Version


class Flaw(Shape):
    """What is wrong with a cell, or what was made of it."""

    column: str = Field(description="列名，整行或整表时为空 · the column; empty for the row or sheet as a whole")
    code: str = Field(description="代码 · a stable code", examples=["cell.missing"])
    zh: str = Field(description="中文说明 · told in Chinese")
    en: str = Field(description="英文说明 · told in English")


class RosterRow(Shape):
    row: int = Field(description="表中行号，从 1 起 · the row of the sheet, from 1", examples=[2])
    status: Literal["taken", "unchanged", "refused", "corrected", "changed", "elsewhere", "split"] = Field(
        description="结果 · what became of it"
    )
    household: shapes.Household | None = Field(None, description="户编号，未受理则无 · its household, unless refused")
    errors: list[Flaw] = Field(description="未受理的原因 · why it was refused")
    notes: list[Flaw] = Field(description="已受理，请核对之处 · what was read otherwise than written; compare it")


class RosterReport(Shape):
    """Of a sheet that stopped nothing is taken: too many of its `new` rows are likely duplicates. How many is told to
    reviewers (`GET /v1/roster-stops`)."""

    status: Literal["done", "stopped"] = Field(description="已读取或已停止 · read and taken, or stopped")
    import_id: str | None = Field(
        None, alias="import", description="导入编号，停止时无 · the import's id, unless stopped"
    )
    stop: str | None = Field(None, description="停止编号 · the stop's id")
    new: int | None = Field(None, description="停止时的新行数 · how many rows were new, when stopped")
    rows: int = Field(description="总行数 · how many rows it has")
    taken: int = Field(description="新受理行数 · how many were taken")
    unchanged: int = Field(description="已受理过的行数 · how many had been taken before")
    refused: int = Field(description="未受理行数 · how many were refused")
    corrected: int = Field(description="更正申请行数 · how many corrected an application")
    changed: int = Field(description="与档案不同的行数 · how many say something else than the file")
    elsewhere: int = Field(description="档案在其他工会的行数 · how many have their file with another union")
    split: int = Field(description="分属两份档案的行数 · how many name people of two files")
    gone: int = Field(description="表中没有的档案数 · how many open files are not in it, where it is complete")
    notes: list[Flaw] = Field(description="关于整张表的说明 · what holds for the sheet as a whole")
    results: list[RosterRow] = Field(description="逐行结果 · row by row")


class Line(Shape):
    """A household in the work list."""

    household: shapes.Household
    name: shapes.MaskedName
    org_path: shapes.OrgPath
    region: shapes.RegionCode
    status: Status = Field(description="状态 · how it stands")
    version: shapes.Version
    proposal: str | None = Field(description="系统建议的类别，none 为均不符合 · the proposed category", examples=["2"])
    flags: list[str] = Field(description="提示 · what a reviewer should look at", examples=[["legacy_number"]])
    recheck_due_on: shapes.DayText | None = Field(
        description="复查日期，未建档为空 · when it is checked again, if open"
    )
    recheck_under_way: bool = Field(description="是否正在复查 · whether a re-check is under way")
    category: str | None = Field(description="批准的类别，未批准为空 · the category as approved, if it is")
    submitted_on: shapes.DayText | None = Field(
        description="申请日期，升级后补录前为空 · the day of the application; null until an upgrade has filled it in"
    )
    opened_on: shapes.DayText | None = Field(
        description="建档日期，未建档为空 · the day the file was opened, if it was"
    )


class UnchangedFile(Shape):
    household: shapes.Household
    name: shapes.MaskedName
    org_path: shapes.OrgPath
    changed_at: shapes.ChangedAt


class Lines(Shape):
    items: list[Line] = Field(description="查到的户 · the households found")


class _Consent(Shape):
    reference: str = Field(description="授权书编号 · the consent's reference")
    signed_on: shapes.DayText = Field(description="签署日期 · the day it was signed")
    valid_until: shapes.DayText = Field(description="有效期至（含） · its last day, included")
    items: list[str] = Field(description="授权核对的事项 · the items that may be asked")


class Guardian(Shape):
    member: shapes.PersonToken = Field(description="未成年成员 · the child")
    guardian: shapes.PersonToken = Field(description="代为签署的成员 · who signed for it")


class Consent(_Consent):
    guardians: list[Guardian] = Field(description="监护人代为签署 · who signed for which child")
    missing: list[shapes.PersonToken] = Field(description="尚未签署的成年成员 · adults who have not signed themselves")


class SignedConsent(_Consent):
    persons: list[shapes.PersonToken] = Field(description="授权书覆盖的成员 · whom it covers")
    signed_by: list[shapes.PersonToken] | None = Field(description="本人签署的成员 · who signed; null in older ones")
    guardians: list[tuple[shapes.PersonToken, shapes.PersonToken]] = Field(
        description="未成年成员及代为签署的成员 · a child, and who signed for it"
    )


class Member(Shape):
    """One member, masked; the token alone once personal data are erased."""

    token: shapes.PersonToken
    relation: str | None = Field(None, description="与申请人关系 · relation to the applicant", examples=["self"])
    name: str | None = Field(None, description="姓名（脱敏） · the name, masked")
    id_number: str | None = Field(None, description="身份证号（脱敏） · the ID number, masked")


class Proposal(Shape):
    category: str = Field(description="建议类别，none 为均不符合 · the proposed category, or none", examples=["2"])
    missing: list[str] = Field(description="尚缺的事实 · the facts that are missing")
    undecided: list[str] = Field(description="尚不能判断的更优先类别 · categories before it that are undecided")
    complete: bool = Field(description="核对报告是否完整 · whether every agency answered")
    unanswered: list[str] = Field(description="未答复的部门 · the agencies that did not answer")
    profile_version: str = Field(description="适用文件的版本 · the version of the document")
    parameters_version: str | None = Field(description="政策参数的版本 · the version of the law's parameters")
    judged_on: shapes.DayText = Field(description="判断日期 · the day of the judgement")
    trace: Open | None = Field(None, description="逐条判断过程 · each rule with the facts that it rests on")
    provenance: Open | None = Field(None, description="各事实的来源 · where each fact comes from")


class SecondSignature(Shape):
    """What a second reviewer is asked to sign."""

    act: str = Field(description="待复核的决定 · what is to be signed", examples=["approve", "close_as_exit"])
    category: str | None = Field(None, description="类别 · the category")
    clause: str | None = Field(None, description="不予批准的条款 · the clause of a rejection")
    grounds: list[str] = Field(description="为何须复核 · why it takes two", examples=[["against_proposal"]])
    by: str = Field(description="首签人 · who signed first")
    reason: str | None = Field(description="首签人的理由，已删除为空 · the first signer's reason; null once erased")


class Office(Shape):
    name: str = Field(description="单位名称 · its name")
    phone: str = Field(description="电话 · its telephone")


class Holder(Shape):
    """In whose open file a member is."""

    member: shapes.PersonToken
    household: str | None = Field(description="户编号，无权查看时为空 · that household; null out of scope")
    office: Office | None = Field(description="联系单位 · the office to call")


class Notice(Shape):
    first_day: shapes.DayText = Field(description="公示首日 · its first day")
    last_day: shapes.DayText = Field(description="公示末日（含） · its last day, included")


class HungSheet(Shape):
    """Where it hangs is sealed, and read among the writings (`notice`)."""

    sheet: int = Field(description="第几张，从 1 起 · which sheet, from 1")
    round: int = Field(description="属第几轮核对 · of the notice after which round of verification")
    shown_on: shapes.DayText = Field(description="张贴日期 · the day it was hung")
    taken_down_on: shapes.DayText | None = Field(
        description="撤下日期，仍张贴为空 · the day it was taken down, if ever"
    )


class Recheck(Shape):
    """复查: an open file is verified again."""

    round: int = Field(description="第几轮核对 · its round of verification")
    reasons: list[str] = Field(
        description="为何复查 · why: kinds of change, term, came_of_age, moved", examples=[["term"]]
    )
    items: list[str] = Field(description="重新核对的事项 · the items that are asked again")
    reported: bool = Field(description="核对是否完毕，可以决定 · whether agencies answered, so that it can be decided")


class Moving(Shape):
    move: MoveId
    to: shapes.OrgPath


class Rearrangement(Shape):
    rearrangement: str = Field(description="并户、转户、拆户编号 · its id")
    kind: RearrangementKind = Field(description="种类 · which of the three")
    into: str | None = Field(description="另一户，仅审核人可见 · the other household; for reviewers")
    persons: list[str] = Field(description="转出的成员代号 · who goes, by token")
    by: str = Field(description="提出人 · who proposed it")


class Warning(Shape):
    code: str = Field(description="代码 · a stable code", examples=["notice_not_shown"])
    texts: shapes.Texts = Field(description="说明 · what is the case")


class HouseholdShown(Shape):
    """One household, masked. What belongs to one state alone is left out in the others."""

    household: shapes.Household
    org_path: shapes.OrgPath
    region: shapes.RegionCode
    profile: str = Field(description="适用文件 · the document that holds there", examples=["shantou-2016"])
    status: Status = Field(description="状态 · how it stands")
    version: shapes.Version
    flags: list[str] = Field(description="提示 · what a reviewer should look at", examples=[["legacy_number"]])
    submitted_on: shapes.DayText = Field(description="提交日期 · the day of the application")
    previous_household: str | None = Field(description="返困前的原户编号 · the earlier household, after a relapse")
    round: int = Field(description="第几轮核对，从 1 起 · which round of verification, from 1")
    items: list[str] = Field(description="核对事项 · the items that are verified")
    consent: Consent = Field(description="授权书 · the consent")
    members: list[Member] = Field(description="成员（脱敏），申请人在先 · its members, masked; the applicant first")
    warnings: list[Warning] = Field(description="决定前须知 · what whoever decides next is told first")
    missing_for_papers: list[str] = Field(
        description="档案表尚缺的字段 · fields that the national form's papers lack", examples=[["members.0.nation"]]
    )
    proposal: Proposal | None = Field(description="系统建议 · the latest proposal")
    second_signature: SecondSignature | None = Field(description="待复核事项 · what waits for a second signature")
    category: str | None = Field(None, description="类别 · the category; on notice, blocked or open")
    notice: Notice | None = Field(None, description="公示期 · the days of the public notice")
    opened_on: shapes.DayText | None = Field(None, description="建档日期 · the day on which the file was opened")
    file_number: str | None = Field(None, description="全国系统档案编号 · the number in the national system")
    changes_waiting: list[str] | None = Field(None, description="待批准的变更编号 · changes that wait for approval")
    moving: Moving | None = Field(None, description="待对方接收的转档 · a move that the other union has not taken yet")
    recheck: Recheck | None = Field(None, description="正在进行的复查 · the re-check under way")
    recheck_due_on: shapes.DayText | None = Field(None, description="下次复查日期 · when it is checked again")
    exit_rule: str | None = Field(None, description="建议脱困所依据的规则 · the rule by which exit is proposed")
    closed_as: str | None = Field(None, description="撤档原因 · why the file was closed", examples=["exit"])
    merged_into: str | None = Field(None, description="并入的户，仅审核人可见 · the file that goes on; for reviewers")
    near_duplicates: list[str] | None = Field(
        None, description="待甄别的疑似重复编号，仅审核人可见 · pairs that hold the opening; for reviewers"
    )
    rearrangement: Rearrangement | None = Field(
        None, description="待批准的并户、转户、拆户 · a merge, transfer or split that waits"
    )
    sheets: list[HungSheet] = Field(description="张贴的公示 · sheets that were hung")
    blocked_by: list[Holder] = Field(description="成员所在的其他档案 · in whose files members are")


class Rejected(Shape):
    clause: shapes.Clause
    against_proposal: bool = Field(description="是否与系统建议不一致 · whether it goes against the proposal")
    text: str = Field(description="条款原文 · the clause in its own words")


class Explanation(Shape):
    household: shapes.Household
    status: Status = Field(description="状态 · how it stands")
    proposal: str = Field(description="系统建议的类别，none 为均不符合 · the proposed category, or none")
    judged_on: shapes.DayText = Field(description="判断日期 · the day of the judgement")
    profile_version: str = Field(description="适用文件的版本 · the version of the document")
    parameters_version: str | None = Field(description="政策参数的版本 · the version of the law's parameters")
    rejected: Rejected | None = Field(description="不予批准的依据 · by which clause it was rejected, if it was")
    explanation: Open | None = Field(
        description="同一说明的数据形式，门户不可见 · the same as data: obstacles, flips, missing; null for portals"
    )
    chinese: list[str] = Field(description="可向申请人朗读的说明 · sentences to read aloud to the applicant")


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


class ChangeProposed(HouseholdStands):
    change: ChangeId


class RearrangementProposed(HouseholdStands):
    rearrangement: str = Field(description="并户、转户、拆户编号 · its id")


class RearrangementDecided(HouseholdStands):
    into: str | None = Field(description="另一户，退回时为空 · the other household; null when declined")


class DuplicateSide(Shape):
    """Across organisations only the office to call is told."""

    household: str | None = Field(description="户编号 · the household's id")
    org_path: str | None = Field(description="工会组织路径 · its union")
    status: Status | None = Field(description="状态 · how it stands")
    name: shapes.MaskedName
    office: Office = Field(description="联系单位 · whom to call")


class DuplicateReason(Shape):
    signal: SignalKind = Field(description="相同之处 · what they share, by its code")
    weight: int = Field(description="分值 · what it weighs, in points")
    zh: str = Field(description="中文说明 · told in Chinese")
    en: str = Field(description="英文说明 · told in English")
    members: list[str] = Field(description="涉及的两人代号 · the two persons, by token")


class NearDuplicate(Shape):
    """Two households that may be one."""

    pair: str = Field(description="这一对的编号 · the id of the two")
    version: shapes.Version
    status: Literal["proposed", "different", "same"] = Field(
        description="甄别状态 · whether somebody answered, and how"
    )
    score: int = Field(description="总分 · the sum of what speaks for it, in points")
    urgent: bool = Field(description="是否阻止建档 · whether it holds the opening of either")
    since: shapes.MomentText
    decided_by: str | None = Field(description="甄别人 · who answered")
    households: list[DuplicateSide] = Field(description="两户 · the two households")
    reasons: list[DuplicateReason] = Field(description="理由 · why they may be one")


class DuplicateDecided(Shape):
    pair: str = Field(description="这一对的编号 · the id of the two")
    decision: SaidOfTwo = Field(description="甄别意见 · what was said")
    version: shapes.Version


class StoppedRoster(Shape):
    """An import of implausibly many duplicates."""

    stop: str = Field(description="停止编号 · the stop's id")
    org_path: shapes.OrgPath
    by: str = Field(description="导入人 · who sent the sheet")
    rows: int = Field(description="总行数 · how many rows it has")
    new: int = Field(description="新行数 · how many were new")
    likely: int = Field(description="疑似重复行数 · how many of them are likely duplicates")
    status: Literal["stopped"] = Field(description="状态 · how it stands")
    since: shapes.MomentText
    version: shapes.Version


class StopDecided(Shape):
    stop: str = Field(description="停止编号 · the stop's id")
    status: Literal["released", "withdrawn"] = Field(description="处理结果 · what became of it")
    version: shapes.Version


class Change(Shape):
    """One change of a file, without its values: these are opened by unmasking alone."""

    change: ChangeId
    kind: ChangeKind = Field(description="变更种类 · what changes")
    persons: list[shapes.PersonToken] = Field(description="相关成员 · whom it is about")
    on: shapes.DayText = Field(description="自何日起 · since when it is so")
    status: Literal["proposed", "approved", "declined"] = Field(description="状态 · what became of it")
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    proposed_at: shapes.MomentText = Field(description="提出时刻 · when it was proposed")
    decided_by: str | None = Field(description="批准或退回的人，未决定为空 · who decided; null until then")
    decided_at: shapes.MomentText | None = Field(description="决定时刻，未决定为空 · when; null until then")


class Changes(Shape):
    items: list[Change] = Field(description="按提出先后 · in the order in which they were proposed")


class ChangeWaiting(Shape):
    change: ChangeId
    household: shapes.Household
    name: shapes.MaskedName
    org_path: shapes.OrgPath
    version: shapes.Version
    kind: ChangeKind = Field(description="变更种类 · what changes")
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    since: shapes.MomentText = Field(description="何时起等待 · since when it waits")


class MoveProposed(HouseholdStands):
    move: MoveId


class MoveWaiting(Shape):
    move: MoveId
    household: shapes.Household
    name: str | None = Field(
        description="申请人姓名（脱敏），已删除为空 · the applicant's name, masked; null once erased"
    )
    from_: shapes.OrgPath = Field(alias="from")
    to: shapes.OrgPath
    reason: MoveReason = Field(description="转档原因 · why it goes there")
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    since: shapes.MomentText = Field(description="何时起等待 · since when it waits")


class UnionOffice(Shape):
    """A union, with whom to call there."""

    org_path: shapes.OrgPath
    name: str = Field(description="名称 · its name")
    phone: str = Field(description="联系电话 · its telephone")


class MoveShown(Shape):
    """A move that waits, as either union is shown it; people masked."""

    move: MoveId
    household: shapes.Household
    version: shapes.Version
    from_: UnionOffice = Field(alias="from", description="现管理工会 · the union that keeps it")
    to: UnionOffice = Field(description="接收工会 · the union that it goes to")
    reason: MoveReason = Field(description="转档原因 · why it goes there")
    text: str | None = Field(
        description="说明，已删除或无权查看为空 · in words; null once erased, and for who sees no facts"
    )
    proposed_by: str = Field(description="提出人（令牌的 sub） · who proposed it")
    since: shapes.MomentText = Field(description="何时起等待 · since when it waits")
    category: str = Field(description="类别 · its category")
    opened_on: shapes.DayText = Field(description="建档日期 · the day on which the file was opened")
    file_number: str | None = Field(description="全国系统档案编号 · the number in the national system")
    members: list[Member] = Field(description="成员（脱敏），申请人在先 · its members, masked; the applicant first")
    changes_waiting: int = Field(description="待批准的变更数 · how many changes wait for approval")
    recheck_under_way: bool = Field(description="是否正在复查 · whether it is being checked again")
    profile: str = Field(description="接收后适用的文件 · the document that holds there")
    another_law: bool = Field(description="接收后是否须复查 · whether it is checked again there, under another law")


class ParametersProposed(Shape):
    name: str = Field(description="参数名 · the parameter", examples=["dibao_line"])
    regions: list[str] = Field(description="所填地区 · the places that were named")
    proposed: list[str] = Field(description="其中新提出的 · those of them for which it is new")


class ParametersConfirmed(Shape):
    name: str = Field(description="参数名 · the parameter", examples=["dibao_line"])
    regions: list[str] = Field(description="所填地区 · the places that were named")
    changed: list[str] = Field(description="其中新生效的 · those of them for which it holds from now on")


class _Parameter(Shape):
    region: str = Field(description="地区，* 为全国 · the place; * for all", examples=["4405"])
    first_day: shapes.DayText = Field(alias="from", description="自此日起 · from this day on")
    value: str | int | None = Field(
        description="元、倍数、整数或代码，空为取消 · yuan, multiple, number, code; null unsets"
    )
    source: str = Field(description="依据文件 · the document that says so")


class ParameterWaiting(_Parameter):
    name: str = Field(description="参数名 · the parameter", examples=["dibao_line"])
    proposed_by: str | None = Field(description="提出人，本省以外为空 · who proposed it; null outside the province")


class ParametersWaiting(Shape):
    region: shapes.RegionCode
    items: list[ParameterWaiting] = Field(description="待确认的参数 · what waits to be confirmed")


class ParameterShown(_Parameter):
    name: str = Field(description="参数名 · the parameter", examples=["dibao_line"])
    kind: str = Field(description="种类：money、ratio、count、code · what kind of value it is", examples=["money"])
    known_since: shapes.MomentText | None = Field(description="自何时已知，空为一直 · known since; null for always")


class ParametersInForce(Shape):
    region: shapes.RegionCode
    on: shapes.DayText = Field(description="所查日期 · the day that was asked about")
    known_at: shapes.MomentText | None = Field(description="按何时所知，空为现在 · as known then; null for now")
    version: str = Field(description="参数集的版本 · the version of the set")
    items: list[ParameterShown] = Field(description="现行参数 · what holds")


class Waiting(Shape):
    """A decision or closing that somebody signed first."""

    household: shapes.Household
    name: shapes.MaskedName
    org_path: shapes.OrgPath
    version: shapes.Version
    act: str = Field(description="待复核的决定 · what is to be signed", examples=["approve"])
    grounds: list[str] = Field(description="为何须复核 · why it takes two")
    signed_by: str = Field(description="首签人 · who signed first")
    since: shapes.MomentText = Field(description="何时起等待 · since when it waits")


class Looked(Shape):
    access: str = Field(description="查阅记录编号 · the look's id")
    at: shapes.MomentText = Field(description="时刻 · when")
    actor: str = Field(description="查阅人（令牌的 sub） · who, by the subject of their token")
    what: str = Field(description="所看内容 · what was shown", examples=["personal_data"])
    org_path: shapes.OrgPath
    household: str | None = Field(description="户编号，查询时为空 · whose; null for a search")
    person: str | None = Field(description="所查人员的代号 · for whom was searched, by token")
    found: int | None = Field(description="查到几户 · how many households were found")


class Withdrawals(Shape):
    applied_by: str = Field(description="提交人（令牌的 sub） · who brought them in")
    applications: int = Field(description="提交件数 · how many applications")
    withdrawn: int = Field(description="其中撤回 · how many of them were taken back")
    withdrawn_about_others: int = Field(
        description="撤回者中涉及他处申请或档案的 · of these, about people in another application or file"
    )
