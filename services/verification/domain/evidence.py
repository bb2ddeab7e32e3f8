"""What we hold when a report is due: the declaration, and per item an answer, no answer, or no need of one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Final, Literal, TypeVar

from msgspec import Struct

from contracts.verification import Fact
from kernel.age import is_adult
from kernel.personal import Withheld
from services.verification.domain.events import Declaration, InquiryOpened, Member, Owned, Record
from services.verification.domain.item_states import Answered, Standing
from services.verification.domain.records import by_person
from services.verification.domain.rules import agency_of

Value = str | int | bool | None


class _Nothing(Enum):
    ON_FILE = "nothing on file"


NOTHING_ON_FILE: Final = _Nothing.ON_FILE
"""The agency answered, and has nothing to say about this: the household's word stands."""
Found = Value | Literal[_Nothing.ON_FILE]
Shape = TypeVar("Shape", bound=Struct)


class Evidence(Struct, frozen=True, kw_only=True):
    """`persons`: the tokens that the agencies were asked about."""

    declared: Declaration
    region: str
    persons: tuple[str, ...]
    items: Mapping[str, Standing]
    opened_on: date
    today: date

    @property
    def applicant(self) -> Member:
        return self.declared.members[0]

    @property
    def owned(self) -> Owned:
        return self.declared.owned or Owned()

    @property
    def living(self) -> list[Member]:
        """All but those who died, as the police say; of whom they have nothing, the household's word stands."""
        dead = {record["person"] for record in self._records("hukou") if record["alive"] is False}
        return [member for member in self.declared.members if member.token not in dead]

    @property
    def adults(self) -> list[Member]:
        return [member for member in self.living if is_adult(member.birth_date, self.today)]

    def needed(self, item: str) -> bool:
        return item in self.items

    def has_answer(self, item: str, about: Iterable[Member]) -> bool:
        """Whether the agency told us, of all of `about`, what it has on file."""
        return isinstance(self.items.get(item), Answered) and {one.token for one in about} <= set(self.persons)

    def on_file(self, item: str, shape: type[Shape], about: Iterable[Member]) -> dict[str, Shape] | None:
        """Token -> record, {} when nothing is on file; None when there is no answer for all of `about`."""
        standing = self.items.get(item)
        withheld = isinstance(standing, Answered) and isinstance(standing.records, Withheld)
        if withheld or not self.has_answer(item, about):
            return None
        return by_person(self._records(item), shape)

    def settled(
        self,
        name: str,
        item: str,
        shape: type[Shape],
        about: Iterable[Member],
        declared: Value,
        answered: Callable[[dict[str, Shape]], Found],
    ) -> Fact:
        """The three-way rule: what the agency says; the household's word, where nothing is on file or nobody needed to
        ask; unknown, where an answer was needed and is not there."""
        known = self.on_file(item, shape, about)
        if known is None:
            return self.declared_unless_needed(name, item, declared)
        found = answered(known)
        return self.declares(name, declared) if found is NOTHING_ON_FILE else self.answered(name, item, found)

    def answered(self, name: str, item: str, value: Value) -> Fact:
        standing = self.items[item]
        assert isinstance(standing, Answered)
        return Fact(
            name=name, value=value, provenance=f"{standing.source}:{agency_of(item)}", as_of=standing.received_on
        )

    def declares(self, name: str, value: Value) -> Fact:
        return Fact(name=name, value=value, provenance="declared", as_of=self.opened_on)

    def derives(self, name: str, value: Value) -> Fact:
        return Fact(name=name, value=value, provenance="derived", as_of=self.today)

    def unknown(self, name: str, item: str) -> Fact:
        return Fact(name=name, value=None, provenance=f"unanswered:{agency_of(item)}", as_of=self.today)

    def declared_unless_needed(self, name: str, item: str, value: Value) -> Fact:
        """Where no answer is held: the household's word stands only if the item is not needed at all."""
        return self.unknown(name, item) if self.needed(item) else self.declares(name, value)

    def _records(self, item: str) -> tuple[Record, ...]:
        """None of what was withheld."""
        standing = self.items.get(item)
        if not isinstance(standing, Answered) or isinstance(standing.records, Withheld):
            return ()
        return standing.records


def evidence_of(opened: InquiryOpened, items: Mapping[str, Standing], today: date) -> Evidence:
    assert not isinstance(opened.declared, Withheld), "an erased household gets no report"
    return Evidence(
        declared=opened.declared,
        region=opened.region,
        persons=opened.persons,
        items=items,
        opened_on=opened.opened_on,
        today=today,
    )
