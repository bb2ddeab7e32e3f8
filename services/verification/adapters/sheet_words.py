"""What is said of each row of a sheet that came back: 中文, English."""

from typing import Final

SAID: Final[dict[str, tuple[str, str]]] = {
    "taken": ("已采信为答复。", "Taken as the answer."),
    "late": (
        "报告已出，按迟到的答复采信，报告重新出具。",
        "A late answer: the report comes out again.",
    ),
    "contradicts": ("与先前的答复不同，并列待人核实。", "Says otherwise than the answer before: a person sees both."),
    "unchanged": ("与已有的答复相同。", "The same as the answer that is known."),
    "unanswered": ("未填写，仍为未答复。", "Left empty: still unanswered."),
}
WHY: Final[dict[str, tuple[str, str]]] = {
    "foreign": ("不是发给本部门的问题。", "No question of ours to this agency."),
    "no_such_question": ("不是发给本部门的问题。", "No question of ours to this agency."),
    "answers_another_question": ("该行的问题摘要不符。", "The row carries another question's hash."),
    "answer_superseded": ("已有更新的答复。", "Something younger is known."),
    "altered": (
        "灰色栏目已被改动，或该行取自另一张询问表。",
        "What was given has been altered, or the row is of another sheet.",
    ),
    "one_person_twice": ("同一问题中同一人出现两次。", "One person twice in the same question."),
    "about_a_person_not_asked": ("不是该问题询问的人。", "A person whom the question is not about."),
    "consent_withdrawn": ("当事人已撤回授权，不再采信。", "The consent was withdrawn: nothing is taken."),
    "erased": ("该户个人信息已依法删除。", "The household's personal data were erased."),
    "part_only": (
        "同一问题的各行须全部填写；只填一部分，不予采信。",
        "All rows of a question are filled in, or none: a part is no answer.",
    ),
    "with_another_row": ("同一问题的另一行被退回。", "Another row of the same question was refused."),
    "records_malformed": ("所填内容前后不符或超出范围。", "What is filled in does not agree or is out of range."),
    "row_hidden": ("该行被隐藏。", "The row is hidden."),
    "row_merged": ("该行有合并单元格，请取消合并后逐格填写。", "Cells of the row are merged; unmerge them."),
    "column_unknown": ("该行在表外栏目中有内容。", "The row holds something in a column that is not the sheet's."),
    "cell_error": ("单元格含有公式错误。", "A cell holds a formula error."),
    "cell_formula": ("公式没有保存计算结果，请改为数值。", "A formula has no stored value; type the value."),
    "cell_merged": ("单元格与相邻单元格合并。", "A cell is merged with others."),
    "cell_kind": ("有单元格不是该栏应有的内容（金额、整数、代码）。", "A cell is not of its column's kind."),
    "cell_word": ("有单元格不是下拉列表中的词。", "A cell holds a word that is not in its list."),
    "cell_list": (
        "“逐……”栏的写法不对，请照说明填写，或留空。",
        "A list is not written as the help says.",
    ),
    "cell_missing": ("该核对事项的栏目没有填全。", "Not all columns of the item are filled in."),
    "another_items_column": ("填写了其他核对事项的栏目。", "A column of another item is filled in."),
    "nothing_and_something": (
        "“查无记录”只填“是”，且其余栏目须留空。",
        "“Nothing on file” is 是, and the other columns are left empty.",
    ),
    "too_large": ("该问题的各行内容过长。", "The rows of the question are too long."),
}
