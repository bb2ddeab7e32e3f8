"""The one exception of the domain: a command that must not be carried out."""

from typing import Any


class DomainError(Exception):
    """A refused command.

    `code` is stable and snake_case (clients branch on it); `params` fill the Chinese and English
    texts of the service's error table and never hold a personal datum.
    """

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class UnknownEvent(Exception):
    """`evolve` met an event it does not know: folding must never hide one."""

    def __init__(self, event: object) -> None:
        super().__init__(type(event).__name__)
