"""Who follows whom. checks may not import services, so the list stands here; a test holds it against theirs."""

SUBSCRIPTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "intake": (("intake", "verification"), ("intake", "assistance")),
    "verification": (("verification", "intake"),),
    "assistance": (("assistance", "intake"), ("assistance", "ledger")),
    "ledger": (
        ("ledger", "intake"),
        ("ledger", "assistance"),
        ("log", "intake"),
        ("log", "verification"),
        ("log", "assistance"),
        ("log", "ledger"),
    ),
}
"""Service whose database holds the marks -> its subscriptions (name, source)."""
