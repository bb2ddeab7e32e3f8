"""`python -m services.assistance`"""

from chassis.host import host
from services.assistance.bootstrap import bootstrap
from services.assistance.tools import WORDS

host("services.assistance", bootstrap, own_words=WORDS)
