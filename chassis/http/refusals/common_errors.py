"""The error catalogue of the chassis itself; a service adds the texts of its domain."""

from typing import Final

from chassis.http.refusals.errors import ErrorText

ROLES_ZH: Final = {
    "portal": "窗口受理", "case_worker": "帮扶专员", "reviewer": "审核人", "finance": "资金管理", "auditor": "监督审计",
    "operator": "系统管理员", "lawkeeper": "政策参数员", "unmask": "查看个人信息",
}  # fmt: skip
"""Of every role of a token; a test holds that none is missing."""

COMMON: Final[tuple[ErrorText, ...]] = (
    # Who is asking.
    ErrorText(
        "unauthenticated", 401,
        "请求没有携带登录令牌。", "The request carries no token.",
        "请先登录，并在 Authorization 头中携带 Bearer 令牌。", "Sign in and send a Bearer token in Authorization.",
    ),
    ErrorText(
        "token_invalid", 401,
        "登录令牌无效。", "The token is not valid here.",
        "请重新登录，换取本系统签发的令牌。", "Sign in again for a token issued for this system.",
    ),
    ErrorText(
        "token_expired", 401,
        "登录令牌已过期。", "The token has expired.",
        "请重新登录。", "Sign in again.",
    ),
    ErrorText(
        "forbidden", 403,
        "您的角色不能进行此操作，需要下列角色之一：{roles}。",
        "Your roles do not allow this; one of these is needed: {roles}.",
        "请联系本单位管理员授权。", "Ask your organisation's administrator for the role.",
        {"roles": ROLES_ZH},
    ),
    # What is asked for.
    ErrorText(
        "not_found", 404,
        "没有找到所请求的内容。", "There is nothing here that you may see.",
        "请核对地址和编号。", "Check the address and the id.",
    ),
    ErrorText(
        "method_not_allowed", 405,
        "此地址不支持该请求方法。", "This address does not answer to that method.",
        "请查看 Allow 头中允许的方法。", "See the Allow header for the methods it answers to.",
    ),
    ErrorText(
        "request_refused", 400,
        "请求不能处理。", "The request cannot be handled.",
        "请对照接口文档检查请求。", "Compare the request with the API's description.",
    ),
    # Versions.
    ErrorText(
        "stale_version", 412,
        "内容已被他人更新，您看到的版本已过时。", "Somebody changed this after you read it.",
        "请重新读取最新版本后再提交。", "Read it again, then send your change with the new ETag.",
    ),
    ErrorText(
        "weak_version", 412,
        "If-Match 是弱标签（W/），不能证明您看到的是哪一版本；多为途中的代理压缩应答所致。",
        "If-Match is a weak tag (W/), which proves no version; a proxy on the way that compresses answers makes such.",
        "请去掉 W/ 前缀后重新提交；并请运维关闭代理对本接口应答的压缩。",
        "Send it again without W/; and have the operator turn off the proxy's compression of these answers.",
    ),
    ErrorText(
        "precondition_required", 428,
        "请求没有写明您看到的是哪个版本（If-Match 头）。", "The request needs an If-Match header.",
        "请先读取内容，把返回的 ETag 放入 If-Match。", "Read it first and send its ETag as If-Match.",
    ),
    ErrorText(
        "if_match_malformed", 400,
        "If-Match 头应为一个带引号的版本号。", 'If-Match must be one quoted version, such as "7".',
        "请原样使用读取时返回的 ETag。", "Send the ETag exactly as it was returned.",
    ),
    # Repeats.
    ErrorText(
        "idempotency_key_required", 400,
        "请求缺少 Idempotency-Key 头。", "The request needs an Idempotency-Key header.",
        "请为每次操作生成一个新的唯一键，重试时保持不变。",
        "Make a new unique key for each command and keep it when you retry.",
    ),
    ErrorText(
        "idempotency_key_malformed", 400,
        "Idempotency-Key 应为 1 到 255 个可见 ASCII 字符。",
        "Idempotency-Key must be 1 to 255 visible ASCII characters.",
        "请使用 UUID 之类的键。", "Use a UUID, for example.",
    ),
    ErrorText(
        "idempotency_mismatch", 422,
        "该 Idempotency-Key 已用于另一个内容不同的请求。", "This Idempotency-Key was used for another request.",
        "请为新的操作使用新的键。", "Use a new key for a new command.",
    ),
    # The body and the parameters.
    ErrorText(
        "body_too_large", 413,
        "请求内容过大，上限为 {limit_bytes} 字节。", "The body is larger than {limit_bytes} bytes.",
        "请拆分后再提交。", "Split it and send the parts.",
    ),
    ErrorText(
        "body_too_slow", 408,
        "请求内容没有及时传完。", "The body did not arrive in time.",
        "请检查网络后重试。", "Check the connection and send it again.",
    ),
    ErrorText(
        "unsupported_media_type", 415,
        "请求内容的类型应为 {expected}。", "The body must be sent as {expected}.",
        "请设置正确的 Content-Type。", "Set Content-Type accordingly.",
    ),
    ErrorText(
        "malformed_json", 400,
        "请求内容不是合法的 JSON。", "The body is not well-formed JSON.",
        "请检查 JSON 语法和 UTF-8 编码。", "Check its syntax and that it is UTF-8.",
    ),
    ErrorText(
        "duplicate_name", 400,
        "请求内容中有字段名重复。", "A name stands twice in one object or form of the body.",
        "每个字段只能出现一次，请删除重复的。", "Give each name once.",
    ),
    ErrorText(
        "malformed_form", 400,
        "上传的表单不能解析。", "The uploaded form cannot be read.",
        "请以 multipart/form-data 重新上传。", "Upload it again as multipart/form-data.",
    ),
    ErrorText(
        "invalid_body", 422,
        "请求内容有误，见 errors 中列出的各项。", "Some fields are not right; errors names each of them.",
        "请按 errors 逐项更正后再提交。", "Correct the fields that errors names and send it again.",
    ),
    ErrorText(
        "unknown_field", 422,
        "请求内容含有未定义的字段，见 errors。", "The body has fields that are not known here; see errors.",
        "请删除或更正这些字段名。", "Remove them or correct their names.",
    ),
    ErrorText(
        "invalid_parameter", 422,
        "请求参数有误，见 errors 中列出的各项。", "Some parameters are not right; errors names each of them.",
        "请按 errors 逐项更正。", "Correct the parameters that errors names.",
    ),
    ErrorText(
        "duplicate_parameter", 400,
        "参数或请求头重复：{name}。", "Given more than once: {name}.",
        "每个参数只能出现一次。", "Give each parameter and header once.",
    ),
    ErrorText(
        "malformed_address", 400,
        "请求地址含有不允许的字符。", "The address holds characters that are not allowed.",
        "请检查地址编码。", "Check how the address is encoded.",
    ),
    ErrorText(
        "cursor_invalid", 400,
        "分页游标无效。", "The cursor does not belong to this list.",
        "请从第一页重新读取。", "Begin again at the first page.",
    ),
    ErrorText(
        "too_much_at_once", 429,
        "您的账号、单位或所在网络地址同时发出的请求过多，未受理本次请求。",
        "Too much at once from you, your organisation or your address; the request was not taken.",
        "请减少同时发出的请求，{retry_after_s} 秒后用同一 Idempotency-Key 重试。",
        "Send less at a time; retry in {retry_after_s} seconds with the same Idempotency-Key.",
    ),
    # Server side.
    ErrorText(
        "overloaded", 503,
        "系统繁忙，未受理本次请求。", "Too busy; the request was not taken.",
        "请在 {retry_after_s} 秒后用同一 Idempotency-Key 重试。",
        "Retry in {retry_after_s} seconds with the same Idempotency-Key.",
    ),
    ErrorText(
        "contended", 503,
        "此项内容正在被其他操作处理，未受理本次请求。", "Somebody else is at work on this; the request was not taken.",
        "请在 {retry_after_s} 秒后用同一 Idempotency-Key 重试。",
        "Retry in {retry_after_s} seconds with the same Idempotency-Key.",
    ),
    ErrorText(
        "unavailable", 503,
        "系统所依赖的服务暂时不可用。", "Something this service needs cannot be reached now.",
        "请在 {retry_after_s} 秒后用同一 Idempotency-Key 重试。",
        "Retry in {retry_after_s} seconds with the same Idempotency-Key.",
    ),
    ErrorText(
        "internal", 500,
        "系统内部错误，已记录。", "Something went wrong here; it has been recorded.",
        "请把 instance 中的编号告知管理员。", "Give the operator the number in instance.",
    ),
)  # fmt: skip
