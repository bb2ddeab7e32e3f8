"""The five texts are divided into their clauses, and nothing is lost on the way."""

import re

import pytest

from policies.documents.profile import names
from policies.traceability.clauses import COUNTED, FOLDER, clauses, folded, stands_in
from policies.traceability.sentences import sentences

DOCUMENTS = sorted(path.stem for path in FOLDER.glob("*.txt"))

CLAUSES = {
    "baisha-2020": """
        通知 序 一 二 二(一) 二(二) 二(三) 二(四) 二(五) 三 三1 三2 三3 三4 三5 四 四(一) 四(二) 四(三)
        四(四) 四(五) 四(六) 四(七) 四(八) 五 五(一) 五(二) 五(三) 六 六(一) 六(二) 六(三) 六(四) 六(五)
        附件
    """,
    "kaifeng-2019": """
        序 一 二 二1 二2 二3 二4 三 四 四(一) 四(二) 四(三) 四(四) 四(五) 五 五(一) 五(二) 五(二)1 五(二)2
        五(二)3 五(二)4 五(二)5 五(二)6 六 六(一) 六(二) 六(三) 六(四) 六(五) 落款
    """,
    "qinhuangdao-2017": """
        序 一 二 二(一) 二(二) 二(二)1 二(二)2 二(二)3 二(二)4 二(二)5 三 三(一) 三(二) 三(二)1 三(二)2
        三(二)3 三(二)4 三(二)5 三(三) 三(三)1 三(三)2 四 四(一) 四(二) 四(三) 附件
    """,
    "shantou-2016": """
        通知 序 一 二 二(一) 二(二) 二(三) 二(四) 二(五) 三 三(一) 三(二) 三(三) 三(四) 三(五) 三(六) 四
        四(一) 四(二) 四(三) 四(四) 附件
    """,
    "yunnan-2017": """
        序 一 一(一) 一(二) 二 三 四 四(一) 四(二) 四(二)1 四(二)2 四(二)3 四(二)4 四(二)5 四(二)6 五 五(一)
        五(二) 五(三) 落款
    """,
}


def test_every_profile_has_its_text() -> None:
    assert set(names()) <= set(DOCUMENTS) == set(CLAUSES)


@pytest.mark.parametrize("document", CLAUSES)
def test_a_document_has_these_clauses_in_this_order(document: str) -> None:
    assert list(clauses(document)) == CLAUSES[document].split()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_word_of_a_text_is_in_one_clause_and_one_sentence(document: str) -> None:
    whole = (FOLDER / f"{document}.txt").read_text(encoding="utf-8")
    parts = [own for clause, own in clauses(document).items() if clause not in COUNTED.get(document, {})]
    told = [sentence.text for own in parts for sentence in sentences(own)]
    assert sorted(folded("".join(told))) == sorted(folded(whole))


def test_the_text_of_a_clause_ends_where_its_first_point_begins() -> None:
    kaifeng = clauses("kaifeng-2019")
    sentence = "企业要依法参加职工基本医疗保险，将所有职工纳入基本医疗保险保障范围。"
    assert [clause for clause, own in kaifeng.items() if sentence in own] == ["五(二)3"]


def test_a_paragraph_after_the_points_of_a_clause_is_the_clause_s_own() -> None:
    assert "每年推动和促进20%以上精准识别的在档困难职工实现解困脱困" in clauses("shantou-2016")["二"]


def test_parts_that_the_print_does_not_number_stand_in_the_clause_around_them() -> None:
    baisha = clauses("baisha-2020")
    assert [clause for clause in COUNTED["baisha-2020"] if not stands_in(baisha[clause], baisha["三"])] == []


def test_a_document_that_is_not_here_has_no_clauses() -> None:
    assert clauses("nowhere-2020") == {}


def test_spaces_width_and_odd_characters_of_a_print_make_no_difference() -> None:
    assert folded("就业 再就业等安臵,（冀工发„2017‟23号）") == folded("就业再就业等安置，(冀工发〔2017〕23号)")
    assert not stands_in("", "任何文本")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_text_tells_how_to_reach_a_person(document: str) -> None:
    whole = (FOLDER / f"{document}.txt").read_text(encoding="utf-8")
    assert re.findall(r"@|\d{7,}|电话|邮箱", whole) == []


@pytest.mark.parametrize("document", ["baisha-2020", "qinhuangdao-2017"])
def test_an_annex_of_posts_says_that_the_names_are_left_out(document: str) -> None:
    assert "（本附件只保留职务，姓名从略。）" in clauses(document)["附件"]


def test_the_sentences_of_a_clause_are_told_from_its_heading_and_its_agencies() -> None:
    assert [(one.says, one.text[:12]) for one in sentences(clauses("yunnan-2017")["四(二)5"])] == [
        ("heading", "5. 住房保障解困脱困。"),
        ("something", "大力推进城镇保障性安居工"),
        ("something", "若房源有限，可申请发放租"),
        ("something", "对缴纳保障性住房租金确有"),
        ("agencies", "（省住房城乡建设厅牵头；"),
    ]
