"""Several answers at once: ticks, words of one's own, cells that only look filled."""

import pytest

from tests.clean.surveys.samples import BOOK, FILE, a_book, a_row, cleaned, found

TEL, OTHER = "ช่องทาง [โทรศัพท์]", "ช่องทาง [Other]"
JOINED = [
    {"id": "via", "name_th": "ช่องทาง", "titles": ["ช่องทาง"], "identifier": "plain",
     "other": "other", "options": [*BOOK["multi_selects"][0]["options"],
                                   {"code": "other", "th": "อื่น ๆ"}]},
]  # fmt: skip
APART = [
    {"id": "via", "name_th": "ช่องทาง", "identifier": "plain", "other": "other",
     "options": [{"code": "tel", "th": "โทรศัพท์", "titles": [TEL]},
                 {"code": "other", "th": "อื่น ๆ", "titles": [OTHER]}]},
]  # fmt: skip


def in_columns(tel="", other=""):
    row = a_row()
    del row["ช่องทาง"]
    return cleaned({**row, TEL: tel, OTHER: other}, book=a_book(multi_selects=APART))


@pytest.mark.parametrize("tick", ["✓", "✔", "√", "/", "1", "Y", "True"])
def test_a_tick_in_an_options_own_column_chooses_it(tick):
    survey = in_columns(tel=tick)
    assert survey.responses["via__tel"].tolist() == [True]
    assert survey.responses["via__other"].tolist() == [False]
    assert survey.issues == ()


def test_a_cross_may_mean_either_and_is_told():
    survey = in_columns(tel="X", other="Y")
    assert found(survey) == [("unknown_answer", f"{FILE}:2 [{TEL}]")]
    assert survey.responses["via__tel"].isna().all()


def test_words_in_the_column_of_other_choose_it_and_are_kept():
    survey = in_columns(other="เพื่อนบอก, วิทยุ")
    assert survey.responses["via__other"].tolist() == [True]
    assert survey.responses["via__tel"].tolist() == [False]
    assert survey.texts["via"].tolist() == ["เพื่อนบอก, วิทยุ"]
    assert survey.issues == ()


def test_a_yes_in_the_column_of_other_is_no_word():
    survey = in_columns(other="Y")
    assert survey.responses["via__other"].tolist() == [True]
    assert survey.texts["via"].isna().all()


@pytest.mark.parametrize("cell", ["", " ", "\u200b", "\ufeff", "\u200b \u00a0", "\u00ad"])
def test_a_cell_in_which_nothing_can_be_seen_is_blank(cell):
    survey = cleaned(a_row(ช่องทาง=cell, ข้อเสนอแนะ=cell), book=a_book(multi_selects=JOINED))
    chosen = survey.responses.filter(like="via__")
    assert chosen.isna().all(axis=None)
    assert survey.texts[["via", "wish"]].isna().all(axis=None)


def test_a_row_of_nothing_that_can_be_seen_is_blank():
    row = dict.fromkeys(a_row(), "\ufeff")
    assert cleaned(a_row(1), row).counts.blank == 1


def test_a_slip_of_the_pen_is_told_where_it_becomes_an_other():
    cells = [a_row(1, ช่องทาง="โทรศัพ"), a_row(2, ช่องทาง="จดหมาย")]
    survey = cleaned(*cells, book=a_book(multi_selects=JOINED))
    assert found(survey) == [("resembles_label", f"{FILE}:2 [ช่องทาง]")]
    assert survey.responses["via__other"].tolist() == [True, True]
    assert survey.texts["via"].tolist() == ["โทรศัพ", "จดหมาย"]
