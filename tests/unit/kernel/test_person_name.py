"""A person's name comes to one writing, whoever typed it."""

import pytest

from kernel.person_name import normalised


@pytest.mark.parametrize("written", ["陈测", "陈 测", "陈\u3000测", "陈 \u3000 测", " 陈\u2003测 ", "陈\u00a0测"])
def test_no_han_name_is_padded(written: str) -> None:
    assert normalised(written) == "陈测"


@pytest.mark.parametrize("point", ["·", "•", "‧", "∙", "⋅", "・", "･", ".", "．", " · ", "\u3000·"])
def test_the_point_in_a_name_is_one(point: str) -> None:
    assert normalised(f"买买提{point}吐尔逊") == "买买提·吐尔逊"


@pytest.mark.parametrize("name", ["O'Neil-Łoś", "Anna M. W", "𠮷野", "\U0002ebf0\U00031350", "陈测试", "A.陈"])
def test_other_names_stay_as_they_are(name: str) -> None:
    assert normalised(name) == name


def test_other_names_have_one_space_where_they_have_some() -> None:
    assert normalised("Anna  \u3000Maria") == "Anna Maria"
