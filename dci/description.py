"""What the doors for signed messages say of themselves in OpenAPI: every answer is an ack, or a token."""

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


def many_acks() -> dict[int | str, dict[str, Any]]:
    """Of a door that takes many envelopes: an ack each, in their order."""
    array = {"application/json": {"schema": {"type": "array", "items": SCHEMA}}}
    lines = {"application/x-ndjson": {"schema": {"type": "string", "description": "每行一个回执 · an ack a line"}}}
    return acks(200) | {200: {"description": "逐封回执 · an ack for each", "content": array | lines}}


def token() -> dict[int | str, dict[str, Any]]:
    """RFC 6749, §5."""
    given = {"access_token": {"type": "string"}, "token_type": {"const": "Bearer"}, "expires_in": {"type": "integer"}}
    refused = {"error": {"enum": ["invalid_client", "unsupported_grant_type"]}}

    def told(fields: dict[str, Any]) -> dict[str, Any]:
        return {"application/json": {"schema": {"type": "object", "required": [*fields], "properties": fields}}}

    return {
        200: {"description": "令牌 · a token", "content": told(given)},
        400: {"description": "不支持的授权方式 · another grant", "content": told(refused)},
        401: {"description": "客户端不符 · not this client's secret", "content": told(refused)},
    }
