"""并户、转户、拆户 as they are sent: who goes where, as whom."""

from typing import Annotated, Literal

from pydantic import Field

from chassis.http.body import Body
from services.intake.form.body import AccountForm

Token = Annotated[str, Field(min_length=1, max_length=100, description="成员标识 · a member's token")]
Reason = Annotated[str, Field(min_length=1, max_length=2000, description="理由 · why, in words")]
Other = Annotated[str, Field(min_length=1, max_length=100, description="另一户 · the other household's id")]


class GoingForm(Body):
    """`relation`: to the applicant of the file that they come into."""

    person: Token
    relation: Annotated[
        Literal["self", "spouse", "child", "parent", "other"], Field(description="与申请人关系 · relation")
    ]


class SamePersonForm(Body):
    """One person under two numbers: `here` in this file, `there` in the other, whose number stays."""

    here: Token
    there: Token


Going = Annotated[list[GoingForm], Field(max_length=20, description="转入的成员 · who goes along, as whom")]
Leaving = Annotated[list[GoingForm], Field(min_length=1, max_length=20, description="离开的成员 · who leaves, as whom")]


class MergeForm(Body):
    """This file into another: each member is the `same` as one there, or comes along."""

    into: Other
    persons: Going
    same: Annotated[list[SamePersonForm], Field(max_length=20, description="同一人 · who is one person in both")]
    reason: Reason

    @property
    def kind(self) -> Literal["merge"]:
        return "merge"


class TransferForm(Body):
    """Members of this file go into another."""

    into: Other
    persons: Leaving
    reason: Reason

    @property
    def kind(self) -> Literal["transfer"]:
        return "transfer"


class SplitForm(Body):
    """Members leave with a file of their own; the first is its applicant, of age, and it is paid to `account`."""

    persons: Leaving
    account: Annotated[AccountForm, Field(description="新户收款账户 · the payee account of the new household")]
    reason: Reason

    @property
    def kind(self) -> Literal["split"]:
        return "split"
