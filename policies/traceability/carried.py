"""What a profile carries of its document: every rule, number, measure, target, … with the words that it quotes."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from policies.documents.document import Document, RuleText

TABLES: Final = {
    "scope": "scope",
    "exclusions": "exclusion",
    "categories": "category",
    "parameters": "parameter",
    "numbers": "number",
    "causes": "cause",
    "measures": "measure",
    "targets": "target",
    "overlaps": "overlap",
    "readings": "reading",
}


class Element(NamedTuple):
    """One entry of a profile. `agencies`: whom it names as leading or responsible."""

    kind: str
    name: str
    clause: str
    text: str
    agencies: tuple[str, ...] = ()


def carried(document: Document) -> list[Element]:
    """All that cites a clause."""
    found = [
        Element(kind, _name(one), one.clause, one.text, (*getattr(one, "lead", ()), *getattr(one, "responsible", ())))
        for table, kind in TABLES.items()
        for one in getattr(document, table)
    ]
    leaving = (("exit", document.exit), ("relief", document.relief), ("delegation", document.delegation))
    found += [Element(kind, "", one.clause, one.text) for kind, one in leaving if one is not None]
    return [element for element in found if element.clause]


def quoted(document: Document) -> Iterator[Element]:
    """Everything that is said to stand in the document, the conditions of a rule included."""
    yield from (element for element in carried(document) if element.text)
    rules: tuple[RuleText, ...] = (*document.exclusions, *document.categories)
    for rule in rules:
        for condition in rule.conditions:
            yield Element("condition", f"{rule.id} {condition.id}", rule.clause, condition.text)


def _name(one: object) -> str:
    if (first_year := getattr(one, "first_year", None)) is not None:
        last_year = getattr(one, "last_year", first_year)
        return str(first_year) if first_year == last_year else f"{first_year}–{last_year}"
    named = next(str(getattr(one, key)) for key in ("cause", "id", "name") if getattr(one, key, ""))
    return f"{ordinal} {named}" if (ordinal := getattr(one, "ordinal", "")) else named
