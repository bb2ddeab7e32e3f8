"""Which sentence of a document is carried by what; and everything in that account that is not so."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policies.coverage import WHOLE, Given, Reason
from policies.documents.document import Document
from policies.traceability.carried import Element, carried, quoted
from policies.traceability.clauses import COUNTED, folded, stands_in
from policies.traceability.sentences import Sentence, sentences

IN_PART = frozenset({"cause", "parameter", "overlap", "reading"})
"""What reads words of a sentence without doing what the sentence orders."""


class Row(NamedTuple):
    """A sentence of a clause, and what answers it."""

    clause: str
    sentence: Sentence
    elements: tuple[Element, ...]
    reasons: tuple[str, ...]

    def ruled(self) -> bool:
        return any(element.kind not in IN_PART for element in self.elements)

    def answered(self) -> bool:
        return self.ruled() or bool(self.reasons)


def rows(document: Document, text: Mapping[str, str], given: Given) -> list[Row]:
    """All sentences but headings, in the order of the document."""
    return [
        row
        for clause, own in text.items()
        if clause not in COUNTED.get(document.id, {})
        for row in _rows_of(clause, own, list(_citing(document, clause)), given.get(clause, {}), referable(document))
    ]


def referable(document: Document) -> dict[str, Element]:
    """What an answer may name besides a reason: a measure under another clause, or a whole batch of them."""
    measures = [element for element in carried(document) if element.kind == "measure"]
    batches = dict.fromkeys(one.batch for one in document.measures)
    return {f"measure {one.name}": one for one in measures} | {
        f"batch {batch}": Element("batch", batch, "", "") for batch in batches
    }


def problems(document: Document, text: Mapping[str, str], given: Given, reasons: Mapping[str, Reason]) -> Iterator[str]:
    """Each false quote, unknown clause or reason, and each sentence that nothing answers."""
    for element in quoted(document):
        yield from _misquoted(f"{element.kind} {element.name}".strip(), element.clause, element.text, text)
    for element in carried(document):
        who = f"{element.kind} {element.name}".strip()
        if not element.text and element.clause not in text:
            yield f"{who}: the text has no clause {element.clause}"
        for agency in element.agencies:
            yield from _misquoted(who, element.clause, agency, text)
    known = {*reasons, *referable(document)}
    for clause, words in given.items():
        for quote, names in words.items():
            if quote != WHOLE or clause not in text:
                yield from _misquoted("coverage", clause, quote, text)
            yield from (f"coverage: {clause}: there is no {name}" for name in names if name not in known)
            if not names:
                yield f"coverage: {clause}: {quote}: gives no reason"
    for row in rows(document, text, given):
        if not row.answered():
            yield f"nothing answers {row.clause}: {row.sentence.text}"
        elif row.sentence.says == "agencies" and not row.reasons and (unnamed := _unnamed(row)):
            yield f"no entry names, of {row.clause}: {unnamed}"


def _misquoted(who: str, clause: str, quote: str, text: Mapping[str, str]) -> Iterator[str]:
    if clause and clause not in text:
        yield f"{who}: the text has no clause {clause}"
    elif not stands_in(quote, text[clause] if clause else "\n".join(text.values())):
        yield f"{who}: not in {clause or 'the text'}: {quote}"


def _citing(document: Document, clause: str) -> Iterator[Element]:
    """A part that we count ourselves is a piece of the clause around it."""
    for element in carried(document):
        around = element.clause[:-1] if element.clause in COUNTED.get(document.id, {}) else element.clause
        if around == clause:
            yield element


def _rows_of(
    clause: str, own: str, citing: list[Element], words: Mapping[str, tuple[str, ...]], named: Mapping[str, Element]
) -> Iterator[Row]:
    whole, start = folded(own), 0
    places = [(element, _span(element.text, whole)) for element in citing]
    reasoned = [(names, _span(quote, whole)) for quote, names in words.items() if quote != WHOLE]
    for sentence in sentences(own):
        end = start + len(folded(sentence.text))
        elements = tuple(element for element, found in places if _meets(found, start, end))
        if sentence.says == "agencies":
            elements = tuple(element for element in citing if _names(element, sentence.text))
        answers = tuple(name for names, found in reasoned if _meets(found, start, end) for name in names)
        row = _answered_by(Row(clause, sentence, elements, ()), answers, named)
        if sentence.says != "heading":
            yield row if row.answered() else _answered_by(row, words.get(WHOLE, ()), named)
        start = end


def _answered_by(row: Row, names: tuple[str, ...], named: Mapping[str, Element]) -> Row:
    elsewhere = tuple(named[name] for name in names if name in named)
    reasons = tuple(dict.fromkeys(name for name in names if name not in named))
    return row._replace(elements=row.elements + elsewhere, reasons=reasons)


def _span(quote: str, whole: str) -> tuple[int, int]:
    """Where the words first stand; nowhere is (0, 0), which meets no sentence."""
    at = whole.find(folded(quote)) if quote else -1
    return (at, at + len(folded(quote))) if at >= 0 else (0, 0)


def _meets(span: tuple[int, int], start: int, end: int) -> bool:
    return max(span[0], start) < min(span[1], end)


def _unnamed(row: Row) -> str:
    """What is left of a line of agencies when all those are gone whom an entry names."""
    left = folded(row.sentence.text)
    for agency in sorted((one for element in row.elements for one in element.agencies), key=len, reverse=True):
        left = left.replace(folded(agency), "")
    return re.sub(r"牵头单位|责任单位|牵头|配合|[^\u4e00-\u9fff]", " ", left).strip()


def _names(element: Element, agencies: str) -> bool:
    return any(stands_in(agency, agencies) for agency in element.agencies)
