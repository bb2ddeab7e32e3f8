"""`python -m services.ledger`"""

from chassis.host import host
from services.ledger.bootstrap import bootstrap

host("services.ledger", bootstrap)
