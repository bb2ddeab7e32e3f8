"""A measure is called by a name in Chinese, each of every document, and nothing is named that no document has."""

from policies.documents import profile
from policies.explanation.measures import MEASURES, called


def test_every_measure_of_the_five_documents_has_a_name_and_no_other_has() -> None:
    ids = {measure.id for id in profile.names() for measure in profile.load(id).document.measures}
    assert len(ids) > 80
    assert set(MEASURES) == ids


def test_a_measure_of_an_installations_own_document_is_called_by_the_aid_that_it_brings() -> None:
    assert called("tuition_aid", "tuition_aid") == "金秋助学"
    assert called("our_own", "warmth_grant") == "送温暖慰问金"
    assert called("our_own", None) == "our_own"
