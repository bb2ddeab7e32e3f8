"""Strict forms: the counterpart of strict JSON for `multipart/form-data`.

A field given twice is two forms, of which FastAPI would silently take the last; a field that nobody knows is a mistake
in the name of one that is not there, and would as silently be left out.
"""

from collections import Counter
from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.formparsers import MultiPartParser

from chassis.http.body_limit import MIB
from chassis.http.refusals.errors import Problem
from chassis.http.refusals.field_errors import pointer_of

MultiPartParser.spool_max_size = 64 * MIB
"""Of a file that is sent; beyond this Starlette writes it into a temporary file, as it came. What comes in a form is
somebody's diagnosis or a roster of families, and no unsealed byte of it lies on a disk: it stays in memory, where its
route's limit and the bound on all bodies together (`body_limit`) keep it small."""


def form_of(*fields: str) -> Callable[[Request], Awaitable[None]]:
    """The dependency of a route that takes a form of these fields, each once; refuses `duplicate_name` and
    `unknown_field`, and names the field."""

    async def strictly(request: Request) -> None:
        form = await request.form()  # FastAPI has read it by now
        given = Counter(name for name, _ in form.multi_items())
        twice = next((name for name, count in given.items() if count > 1), None)
        if twice is not None:
            raise Problem("duplicate_name", pointer=pointer_of(("body", twice)))
        unknown = [{"type": "extra_forbidden", "loc": ("body", name)} for name in given if name not in fields]
        if unknown:
            raise RequestValidationError(unknown, body=form)

    return strictly
