"""What is personal stays in boxes; a household whose key is gone gets no plan, and no account in a bank file."""

from typing import Any

from services.assistance.domain.events import FactDropped
from tests.integration.assistance.conftest import CLOSER, Assistance, file_opened

SECRETS = (
    "6200000000000000001",
    "示例银行",
    "王示例",
    "0000 1234",
    "家里出了事",
    "child_schooling",
    "income",
    "123456",
)


def test_no_plain_field_and_no_row_holds_what_is_personal(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    helper = {"unit": "示例单位", "name": "王示例", "phone": "0754-0000 1234"}
    assistance.post(f"/v1/plans/{household}/helper", helper, "case_worker")
    month = {"month": "2026-10", "income": "1234.56", "relief": "0", "hardship": "0", "union_aid": "0"}
    assistance.post(f"/v1/plans/{household}/months", month, "case_worker")
    act = assistance.propose(household, fund).json()["act"]
    assistance.post(f"/v1/acts/{act}/withdrawal", {"reason": "家里出了事"})

    written = "\n".join(
        str(row)
        for table in ("plans", "acts", "referrals", "timers", "deliveries", "idempotency")
        for row in assistance.rows(f"SELECT t::text FROM {table} t")
    )
    # Only what stands before the box: ids and ciphertext may hold any digits.
    bodies = [bytes(body).decode() for (body,) in assistance.rows("SELECT body FROM events")]
    plain = "\n".join(body.partition('"data":')[2].partition('"sealed":')[0] for body in bodies)
    assert [secret for secret in SECRETS if secret in plain.replace(household, "")] == []
    assert [secret for secret in SECRETS[:-1] if secret in written] == []


def test_a_file_whose_key_is_gone_is_noted_and_nothing_made_of_it(assistance: Assistance, shred: Any) -> None:
    household = assistance.opened()
    late = str(household).replace("-", "")
    assistance.service.vault.create(late)
    message = assistance.said(late, file_opened(late))
    shred(assistance.service.vault, late)
    assert assistance.handle(message) == 1
    assert assistance.events(late) == [FactDropped(fact="FileOpened")]
    assert assistance.get(f"/v1/plans/{late}").status_code == 404


def test_an_erased_account_leaves_an_empty_line_and_the_total_stands(assistance: Assistance, shred: Any) -> None:
    fund, household = assistance.fund(), assistance.opened()
    act = assistance.cleared(household, fund)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    shred(assistance.service.vault, household)
    assert assistance.bank_file(batch) == [
        ("1", batch, act, "", "", "", "600.00", "账户信息已删除"),
        ("合计", batch, "1", "", "", "", "600.00", ""),
    ]
