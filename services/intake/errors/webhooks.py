"""What can be wrong with where a portal wants to be told."""

from chassis.http.refusals.errors import ErrorText

_ADDRESS_ZH = "请改用由运维人员登记的主机的 https 地址。"
_ADDRESS_EN = "Use an https address of a host that the operator allows."

ERRORS = (
    ErrorText("webhook.url", 422, "接收地址不可用：须为完整的网址，不含用户名、查询串和锚点。",
              "The address must be a whole URL without user name, query or fragment.", _ADDRESS_ZH, _ADDRESS_EN),
    ErrorText("webhook.https", 422, "接收地址未使用 https。", "The address is not https.", _ADDRESS_ZH, _ADDRESS_EN),
    ErrorText("webhook.host", 422, "接收地址的主机未经登记。", "The address's host is not on the operator's list.",
              "请联系运维人员登记该主机和端口（JIEKUN_WEBHOOK_HOSTS）。",
              "Ask the operator to list this host and port (JIEKUN_WEBHOOK_HOSTS)."),
    ErrorText("webhook.name", 422, "通知名称应为小写字母开头的字母、数字和连字符，最长 40 位。",
              "A webhook's name begins with a small letter and has letters, digits and hyphens, 40 at most.",
              "请改名后重试。", "Choose another name."),
    ErrorText("webhook.two_secrets", 409, "已有两个签名密钥同时有效，至 {until}。",
              "Two secrets are valid already, until {until}.",
              "请待旧密钥失效后再更换；密钥泄露的，请令旧密钥立即失效（保留 0 小时）。",
              "Wait until the old one has ended; if a secret leaked, send `old_valid_hours` 0."),
    ErrorText("webhook.too_many", 409, "已设置 {most} 个通知地址。", "There are {most} webhooks already.",
              "请先移除不用的通知地址。", "Remove one that is not needed."),
)  # fmt: skip
