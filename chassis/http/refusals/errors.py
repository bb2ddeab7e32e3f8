"""Refusals by name: one stable code, one status, two texts, and what the caller can do next.

A service writes one tuple of `ErrorText` for the codes of its own domain; `COMMON` has those of the chassis.
422 is kept for requests that are malformed; what the state of things refuses is 404, 409 or 412.

See docs/design/commands-and-http.md#refusals.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException

from kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field.

    `pointer` is a JSON pointer into the body as a URI fragment (`#/members/0/id_number`, RFC 6901 §6),
    or `query:limit`, `path:household`, `header:if-match` for what is not in the body.
    """

    pointer: str
    code: str
    zh: str
    en: str


class Told(NamedTuple):
    """A refusal's texts with their params filled in."""

    zh: str
    en: str
    next_zh: str
    next_en: str


@dataclass(frozen=True, slots=True)
class ErrorText:
    """One refusal. The texts are `str.format` templates over the params of the exception.

    `code` is snake_case, with dots where a family has members (`id_number.check_digit`). `words`: by the name of
    a param that is a code of a closed list, what the Chinese text says for it: a clerk reads 申报救助, not `propose`.
    """

    code: str
    status: int
    zh: str
    en: str
    next_zh: str
    next_en: str
    words: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)

    def told(self, params: Mapping[str, Any]) -> Told:
        spoken = {**params, **{name: _spoken(params[name], self.words[name]) for name in self.words if name in params}}
        return Told(
            fill(self.zh, spoken), fill(self.en, params), fill(self.next_zh, spoken), fill(self.next_en, params)
        )

    def at(self, pointer: str, params: Mapping[str, Any]) -> FieldError:
        told = self.told(params)
        return FieldError(pointer, self.code, told.zh, told.en)


class Problem(Exception):
    """A request refused at the edge. `params` fill the texts and never hold a personal datum.

    A param `retry_after_s` becomes the `Retry-After` header, a param `pointer` names the field at fault.
    """

    def __init__(self, code: str, /, *, errors: tuple[FieldError, ...] = (), **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors
        self.params = params


class BodyRefused(HTTPException):
    """An HTTPException, because FastAPI turns any other failure of reading into a 400 of its own."""

    def __init__(self, status: int, code: str, *, cut: bool = False, **params: Any) -> None:
        # Who is cut is not waited for; who sends too much may go on, so that the answer can be read.
        super().__init__(status, headers={"Connection": "close"} if cut else None)
        self.code = code
        self.params = params


Refusal = Problem | DomainError
"""What a route may raise to be answered with a problem document."""


@dataclass(frozen=True, slots=True)
class ErrorTable:
    """The texts of one running service: its own and the common ones, checked when it is built."""

    texts: Mapping[str, ErrorText]

    def __getitem__(self, code: str) -> ErrorText:
        """Raises `MissingText` for a code nobody wrote a text for: then the answer is a 500."""
        text = self.texts.get(code)
        if text is None:
            raise MissingText(f"error code {code!r} has no text: add an ErrorText for it")
        return text

    def __contains__(self, code: str) -> bool:
        return code in self.texts


class MissingText(LookupError):
    """An error code without an `ErrorText`."""


def fill(template: str, params: Mapping[str, Any]) -> str:
    """The text with its params; one that was not given reads `?`, since a blank says more than a 500."""
    return template.format_map(_Params(params))


def _spoken(value: Any, words: Mapping[Any, str]) -> str:
    """One code, or several with commas between; what is no code of the list stays."""
    return "、".join(words.get(one, one) for one in str(value).split(", "))


class _Params(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"
