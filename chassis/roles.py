"""The names of databases and roles: one owner and one application role each, and three that read.

The owner migrates and owns the tables; the application role writes rows; `follower` reads what the direct bus
publishes; `operator` reads all four services (checks, demo, drift). The vault has its own four.
"""

SERVICES = ("intake", "verification", "assistance", "ledger")
VAULT = "vault"
DATABASES = (*SERVICES, VAULT)

FOLLOWER = "follower"
OPERATOR = "operator"
VAULT_OWNER = "vault_owner"
VAULT_OPENER = "vault_opener"  # intake, verification, assistance: may open
VAULT_MAKER = "vault_maker"  # the ledger: makes tokens and new keys, reads no key
VAULT_SHREDDER = "vault_shredder"  # no service: destroys keys by their ids, reads none


def owner_of(database: str) -> str:
    return f"{database}_owner"


ROLES = (
    *(owner_of(service) for service in SERVICES),
    *SERVICES,
    *(FOLLOWER, OPERATOR, VAULT_OWNER, VAULT_OPENER, VAULT_MAKER, VAULT_SHREDDER),
)
