"""排查比对: any mutation of a sheet is told as exactly those differences; taken, they make the file say the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain import events
from services.intake.domain.commands import CheckedApplication, Signer
from services.intake.domain.household import HOUSEHOLD
from services.intake.domain.household.states import Open, State
from services.intake.domain.survey.acceptance import Offered, Take, Taken, take
from services.intake.domain.survey.comparison import Difference, compare
from services.intake.domain.survey.correction import Correct, correct
from services.intake.domain.survey.linkage import Holder, Match, holders_of, match
from services.intake.domain.survey.row import PLACES_MAX, SurveyRow
from tests.unit.intake.situations import (
    CONSENT,
    ITEMS,
    ON_NOTICE,
    OPEN,
    SUBMITTED,
    TODAY,
    UNION,
    details,
    given,
    member,
    proposed,
)

NEXT_YEAR = date(2027, 11, 2)
TAKER = Signer("taker")
CHILD = member("c", "child", birth_date=date(2020, 3, 1), can_work=False, employment="unemployed")


def said_of(known: facts.Details) -> frozenset[str]:
    """All that a whole form says."""
    members = (
        f"members.{place}.{name}"
        for place, one in enumerate(known.members)
        for name in one.__struct_fields__
        if name not in ("token", "birth_date")
    )
    parts: dict[str, Any] = {
        "declared": known.declared,
        "contact": known.contact,
        "account": known.account,
        "employer": known.employer,
        "housing": facts.Housing(),
        "opinions": facts.Opinions(),
        "owned": facts.DeclaredProperty(),
        "consent": CONSENT,
    }
    fields = (f"{at}.{name}" for at, part in parts.items() for name in part.__struct_fields__)
    return frozenset((*members, *fields, "needs", "other_aid"))


def row(known: facts.Details, said: frozenset[str] | None = None, **changes: Any) -> SurveyRow:
    number = known.account.number
    application = CheckedApplication(
        **{
            "org_path": UNION,
            "region": "440507",
            "profile": "shantou-2016",
            "items": ITEMS,
            "checked_on": TODAY,
            "account": "account:1" if number == details().account.number else f"account:{number}",
            "consent": replace(CONSENT, persons=tuple(one.token for one in known.members)),
            "details": known,
            **changes,
        }
    )
    return SurveyRow(application, said_of(known) if said is None else said)


def of_member(token: str, **changes: Any) -> Callable[[facts.Details], facts.Details]:
    def mutated(known: facts.Details) -> facts.Details:
        return replace(
            known, members=tuple(replace(one, **changes) if one.token == token else one for one in known.members)
        )

    return mutated


def of_part(part: str, **changes: Any) -> Callable[[facts.Details], facts.Details]:
    return lambda known: replace(known, **{part: replace(getattr(known, part), **changes)})


def whole(**changes: Any) -> Callable[[facts.Details], facts.Details]:
    return lambda known: replace(known, **changes)


def joined(known: facts.Details) -> facts.Details:
    return replace(known, members=(*known.members, CHILD))


def left(known: facts.Details) -> facts.Details:
    return replace(known, members=tuple(one for one in known.members if one.token != "b"))


Told = tuple[str, str | None]
MUTATIONS: list[tuple[Told, Callable[[facts.Details], facts.Details]]] = [
    (("income", "a"), of_member("a", monthly_income=90_000)),
    (("income", "b"), of_member("b", monthly_income=0)),
    (("circumstances", "a"), of_member("a", employment="employed")),
    (("circumstances", "b"), of_member("b", health="serious_illness", disability=True)),
    (("particulars", "a"), of_member("a", name="陈小测", nation="01")),
    (("particulars", "b"), of_member("b", relation="other", condition="uremia")),
    (("phone", None), of_part("contact", phone="19900000001")),
    (("address", None), of_part("contact", address="虚构路9号")),
    (("form", None), of_part("contact", postcode="515000")),
    (("form", None), whole(housing=facts.Housing(kind="owned"))),
    (("form", None), whole(owned=facts.DeclaredProperty(houses=(facts.House(kind="commercial", area_m2=60),)))),
    (("form", None), whole(needs=("medical_aid",))),
    (("account", None), of_part("account", number="9999990000000000009")),
    (("employer", None), of_part("employer", name="另一虚构厂")),
    (("declared", None), of_part("declared", on_dibao=True)),
    (("member_joined", "c"), joined),
    (("member_left", "b"), left),
]


def mutated(places: set[int]) -> tuple[facts.Details, set[Told]]:
    known, told = details(), set[Told]()
    for place in sorted(places):
        what, mutate = MUTATIONS[place]
        known = mutate(known)
        told.add(what)
    if ("member_left", "b") in told:
        told = {one for one in told if one[1] != "b"} | {("member_left", "b")}
    return known, told


def the_file(*more: object) -> Open:
    file = given(*OPEN, *more)
    assert isinstance(file, Open)
    return file


@drawn(places=st.sets(st.integers(0, len(MUTATIONS) - 1)))
def test_any_mutation_of_a_sheet_is_exactly_those_differences_and_taken_the_file_says_the_same(
    places: set[int],
) -> None:
    known, told = mutated(places)
    file, sheet = the_file(), row(known)
    found = compare(file.case, sheet, NEXT_YEAR)
    assert {(one.kind, one.person) for one in found} == told
    taken = taken_of(file, found)
    after = HOUSEHOLD.after(file, taken.events)
    assert isinstance(after, Open)
    assert compare(after.case, sheet, NEXT_YEAR) == ()
    assert len(taken.taken) == len(found)
    assert sum(isinstance(event, facts.RecheckBegun) for event in taken.events) <= 1


@drawn(places=st.sets(st.integers(0, len(MUTATIONS) - 3)))
def test_what_a_row_leaves_unsaid_is_no_difference(places: set[int]) -> None:
    known, _ = mutated(places)
    assert compare(the_file().case, row(known, said=frozenset()), NEXT_YEAR) == ()


def test_a_row_in_another_order_is_of_the_same_people() -> None:
    one, two, three = member("a"), member("b", "spouse"), CHILD
    file = the_file(
        facts.FileChanged(
            org_path=UNION, change="1", kind="member_joined", persons=("c",), on=TODAY, members=("a", "b", "c"),
            account="account:1", consent=replace(CONSENT, persons=("a", "b", "c")), details=details(one, two, three),
        )
    )  # fmt: skip
    assert compare(file.case, row(details(one, three, two)), NEXT_YEAR) == ()


def test_a_full_row_says_nothing_of_further_members() -> None:
    people = [member("a"), *(member(f"m{place}", "other") for place in range(1, 8))]
    file = the_file(
        facts.FileChanged(
            org_path=UNION, change="1", kind="declared", persons=(), on=TODAY,
            members=tuple(one.token for one in people), account="account:1", consent=CONSENT, details=details(*people),
        )
    )  # fmt: skip
    assert not [
        one for one in compare(file.case, row(details(*people[:PLACES_MAX])), TODAY) if one.kind == "member_left"
    ]
    assert [
        one.person for one in compare(file.case, row(details(*people[:2])), TODAY) if one.kind == "member_left"
    ] == [one.token for one in people[2:]]


def test_a_consent_is_news_when_it_was_signed_later_and_alone_asks_nobody_again() -> None:
    file = the_file()
    renewed = replace(CONSENT, signed_on=NEXT_YEAR, reference="GX-2", valid_until=date(2028, 11, 1))
    (consent,) = compare(file.case, row(details(), consent=renewed), NEXT_YEAR)
    assert (consent.kind, consent.after.consent) == ("consent", renewed)
    assert compare(file.case, row(details(), consent=replace(CONSENT, signed_on=date(2026, 1, 1))), NEXT_YEAR) == ()
    assert [type(event) for event in taken_of(file, (consent,)).events] == [
        events.ChangeProposed,
        events.ChangeDecided,
        facts.FileChanged,
    ]


def test_another_applicant_is_told_and_not_taken() -> None:
    file = the_file()
    turned = details(member("b"), member("a", "spouse"))
    found = compare(file.case, row(turned), NEXT_YEAR)
    assert [(one.kind, one.person) for one in found] == [("applicant", "b")]
    taken = taken_of(file, found)
    assert (taken.events, taken.waiting) == ((), (("0", "difference_told_only"),))


def test_a_file_that_the_sheet_has_at_another_union_is_handed_over_once() -> None:
    file, found = the_file(), (Difference(kind="elsewhere", before=events.Values(), after=events.Values()),)
    other = f"{UNION}-2"
    taken = taken_of(file, found, sheet_org_path=other)
    (proposed,) = taken.events
    assert isinstance(proposed, events.MoveProposed)
    assert (proposed.to_org_path, proposed.reason, proposed.by) == (other, "kept_elsewhere", TAKER.subject)
    assert taken_of(file, found).stale == ("0",), "it is there by now"
    moving = taken_of(the_file(proposed), found, sheet_org_path=other)
    assert (moving.events, moving.waiting) == ((), (("0", "move_waits"),))


def taken_of(file: Open, found: tuple[Difference, ...], **more: Any) -> Taken:
    offered = tuple(Offered(str(place), f"change-{place}", one) for place, one in enumerate(found))
    command = Take(
        **{
            "by": TAKER,
            "importer": "importer",
            "read_on": TODAY,
            "today": TODAY,
            "reason": "核实",
            "sheet_org_path": UNION,
            "offered": offered,
            **more,
        }
    )
    return take(command, file)


def test_what_something_else_changed_since_is_stale_and_the_rest_is_taken() -> None:
    sheet = row(mutated({0, 6})[0])
    found = compare(the_file().case, sheet, NEXT_YEAR)
    meanwhile = of_member("a", monthly_income=70_000)(details())
    file = the_file(
        facts.FileChanged(
            org_path=UNION, change="1", kind="income", persons=("a",), on=TODAY, members=("a", "b"),
            account="account:1", consent=CONSENT, details=meanwhile,
        )
    )  # fmt: skip
    taken = taken_of(file, found)
    assert (taken.taken, taken.stale) == (("1",), ("0",))


def test_who_imported_or_applied_takes_nothing() -> None:
    file = the_file()
    found = compare(file.case, row(mutated({6})[0]), NEXT_YEAR)
    for by, code in (
        (Signer("importer"), "change_approved_by_another"),
        (Signer("x", brought_in=True), "decided_by_who_applied"),
    ):
        with pytest.raises(DomainError) as refused:
            taken_of(file, found, by=by)
        assert refused.value.code == code


def test_who_is_in_another_file_does_not_join_and_waits() -> None:
    file = the_file()
    found = compare(file.case, row(joined(details())), NEXT_YEAR)
    taken = taken_of(file, found, elsewhere=frozenset({"c"}))
    assert (taken.taken, taken.waiting) == ((), (("0", "person_elsewhere"),))


def test_a_file_that_a_survey_did_not_find_is_asked_about_and_stays_open() -> None:
    taken = taken_of(the_file(), (Difference(kind="gone"),))
    (begun,) = taken.events
    assert isinstance(begun, facts.RecheckBegun)
    assert (begun.reasons, begun.items) == (("not_in_survey",), ITEMS)
    assert taken_of(the_file(begun), (Difference(kind="gone"),)).stale == ("0",)


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        ((), Match("nobody")),
        ((Holder("h1", UNION, "a", frozenset("ab")),), Match("file", ("h1",))),
        ((Holder("h1", "44/4406/x/y", "a", frozenset("ab")),), Match("elsewhere", ("h1",))),
        ((Holder("h1", UNION, "z", frozenset("b")),), Match("nobody")),
        ((Holder("h1", UNION, "z", frozenset("a")),), Match("file", ("h1",))),
        (
            (Holder("h1", UNION, "a", frozenset("a")), Holder("h2", UNION, "b", frozenset("b"))),
            Match("split", ("h1", "h2")),
        ),
    ],
)
def test_a_file_is_the_rows_when_the_applicant_of_the_one_is_in_the_other(
    holders: tuple[Holder, ...], expected: Match
) -> None:
    assert match(("a", "b"), UNION, holders) == expected


def test_files_that_the_importer_may_not_see_are_nobodys() -> None:
    assert holders_of(("a", "b"), {"a": "h1", "b": "h2"}, {"h2": (UNION, "b")}) == [
        Holder("h2", UNION, "b", frozenset("b"))
    ]


UNDER_WAY = {
    "asked": (SUBMITTED,),
    "under review": (SUBMITTED, proposed()),
    "on notice": ON_NOTICE,
}


def corrected(happened: tuple[object, ...], known: facts.Details) -> list[object]:
    state: State = given(*happened)
    return correct(Correct(row(known), "roster"), state)


@pytest.mark.parametrize("happened", UNDER_WAY.values(), ids=UNDER_WAY)
def test_a_row_that_says_the_same_corrects_nothing(happened: tuple[object, ...]) -> None:
    assert corrected(happened, details()) == []


@pytest.mark.parametrize("happened", UNDER_WAY.values(), ids=UNDER_WAY)
def test_another_phone_number_is_corrected_where_the_application_stands(happened: tuple[object, ...]) -> None:
    (event,) = corrected(happened, mutated({6})[0])
    assert isinstance(event, events.ApplicationCorrected)
    after = given(*happened, event)
    assert type(after) is type(given(*happened))
    assert corrected((*happened, event), mutated({6})[0]) == []


@pytest.mark.parametrize(
    ("happened", "items"),
    [(UNDER_WAY["asked"], ITEMS), (UNDER_WAY["under review"], ("tax",)), (UNDER_WAY["on notice"], ("tax",))],
    ids=UNDER_WAY,
)
def test_another_income_is_asked_again_and_while_answers_are_out_everything_is(
    happened: tuple[object, ...], items: tuple[str, ...]
) -> None:
    (event,) = corrected(happened, mutated({0})[0])
    assert isinstance(event, facts.ApplicationResubmitted)
    assert (event.round, event.items) == (2, items)


def test_an_account_that_was_approved_goes_through_review_again() -> None:
    (under_review,) = corrected(UNDER_WAY["under review"], mutated({12})[0])
    (on_notice,) = corrected(UNDER_WAY["on notice"], mutated({12})[0])
    assert (type(under_review), type(on_notice)) == (events.ApplicationCorrected, facts.ApplicationResubmitted)


@pytest.mark.parametrize("happened", [OPEN, (SUBMITTED, facts.ApplicationWithdrawn(reason="x"))])
def test_what_is_no_application_under_way_is_not_corrected(happened: tuple[object, ...]) -> None:
    with pytest.raises(DomainError) as refused:
        corrected(happened, mutated({0})[0])
    assert refused.value.code == "not_correctable"


WRITTEN_OTHERWISE = [
    of_part("contact", phone="199-0000 0000"),
    of_part("contact", address="虚构路 １号（Ａ座）"),
    of_part("account", bank="虚构 银行"),
    of_part("employer", name="虚构Ｃｏ 厂"),
]


@pytest.mark.parametrize("written", WRITTEN_OTHERWISE)
def test_what_is_written_otherwise_and_reads_the_same_is_no_difference(
    written: Callable[[facts.Details], facts.Details],
) -> None:
    file = _file_of_one_writing()
    said = written(file.case.details)
    assert said != file.case.details
    assert compare(file.case, row(said), TODAY) == ()


def test_a_house_number_is_another_where_a_dash_is() -> None:
    file = _file_of_one_writing()
    said = of_part("contact", address="虚构路1号（a座）2-301")(file.case.details)
    closer = of_part("contact", address="虚构路1号（a座）2301")(file.case.details)
    assert [one.kind for one in compare(file.case, row(said), TODAY)] == ["address"]
    there = replace(file.case, details=closer)
    assert [one.kind for one in compare(there, row(said), TODAY)] == ["address"]


def test_a_name_in_another_writing_is_a_correction() -> None:
    file = _file_of_one_writing()
    padded = replace(file.case, details=of_member("a", name="陈 测试")(file.case.details))
    assert [one.kind for one in compare(padded, row(file.case.details), TODAY)] == ["particulars"]


def _file_of_one_writing() -> Open:
    file = given(*OPEN)
    assert isinstance(file, Open)
    known = whole(
        contact=replace(file.case.details.contact, phone="19900000000", address="虚构路1号(a座)"),
        account=replace(file.case.details.account, bank="虚构银行"),
        employer=replace(file.case.details.employer, name="虚构co厂"),
    )(file.case.details)
    return replace(file, case=replace(file.case, details=known))
