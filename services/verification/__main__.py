"""`python -m services.verification`"""

from chassis.host import host
from services.verification.bootstrap import bootstrap

host("services.verification", bootstrap)
