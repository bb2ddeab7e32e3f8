"""An upload as a form (RFC 7578): one file and some fields. The file's own name is not told, it may hold a person's."""

import uuid
from collections.abc import Mapping
from typing import NamedTuple


class File(NamedTuple):
    """`name` is of ours."""

    name: str
    media: str
    content: bytes


def encoded(file: File, fields: Mapping[str, str] | None = None) -> tuple[bytes, dict[str, str]]:
    """The body, and the header that says where its parts begin."""
    boundary = uuid.uuid4().hex
    return form(boundary, file, fields), {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def form(boundary: str, file: File, fields: Mapping[str, str] | None = None) -> bytes:
    said = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (fields or {}).items()
    )
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
        f"Content-Type: {file.media}\r\n\r\n"
    )
    return (said + head).encode() + file.content + f"\r\n--{boundary}--\r\n".encode()
