"""What a door for signed messages says of itself in OpenAPI: every answer is an ack."""

from typing import Any, Final

from dci.codes import AckCode, AckStatus

SCHEMA: Final = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "message": {
            "type": "object",
            "required": ["ack_status", "timestamp", "correlation_id"],
            "properties": {
                "ack_status": {"enum": [status.value for status in AckStatus]},
                "timestamp": {"type": "string", "format": "date-time"},
                "correlation_id": {"type": "string"},
                "error": {
                    "type": "object",
                    "required": ["code"],
                    "properties": {"code": {"enum": [code.value for code in AckCode]}, "message": {"type": "string"}},
                },
            },
        }
    },
}
"""JSON Schema of an ack."""


def acks(taken: int) -> dict[int | str, dict[str, Any]]:
    """FastAPI's `responses`; `taken` is the status of a good one."""
    content = {"application/json": {"schema": SCHEMA}}
    return {
        taken: {"description": "已受理 · taken", "content": content},
        "4XX": {"description": "未受理 · refused", "content": content},
    }
