"""Columns: each is claimed by one question, refused, or left out on purpose."""

import pytest

from pmqa_analysis.clean.surveys.matching import match_columns
from pmqa_analysis.errors import DataError
from tests.clean.surveys.samples import (
    BOOK,
    FILE,
    ROW,
    SECRET,
    SPEED,
    STAFF,
    a_book,
    a_row,
    a_table,
    cleaned,
    found,
)
from tests.offices import refused


def matched(book=None, **more):
    return match_columns(a_table(a_row(), **more), book or a_book(), 2567, "online")


def with_keys(**keys):
    items = [{**item, **({"keys": [keys[item["id"]]]} if item["id"] in keys else {})}
             for item in BOOK["items"]]  # fmt: skip
    return a_book(items=items)


def test_every_column_is_claimed():
    match = matched()
    assert match.columns["speed"] == SPEED
    assert (match.ignored, match.missing, match.unexpected) == (("คะแนน",), (), ())


def test_a_title_is_compared_after_normalisation():
    row = {("ความ\u200bรวดเร็วของการให้บริการ " if key == SPEED else key): text
           for key, text in a_row().items()}  # fmt: skip
    match = match_columns(a_table(row), a_book(), 2567, "online")
    assert match.missing == ()


def test_two_columns_with_one_question_are_refused():
    table = a_table(a_row(extra=""), titles={"extra": SPEED})
    with refused(DataError, f"{FILE} #5 [{SPEED}]", f"{FILE} #10 [{SPEED}]", "speed"):
        match_columns(table, a_book(), 2567, "online")


def test_answers_in_the_place_of_the_titles_are_refused_and_not_quoted():
    answers = {f"{SECRET} {number}": "" for number in range(9)}
    with refused(DataError, FILE, "“ประทับเวลา”", "“รหัส”") as caught:
        match_columns(a_table(answers), a_book(), 2567, "online")
    assert SECRET not in str(caught.value)


def test_one_known_title_is_a_header():
    match = match_columns(a_table({SPEED: "มาก", "อื่น": ""}), a_book(), 2567, "online")
    assert (match.columns, match.unexpected) == ({"speed": SPEED}, ("อื่น",))


def test_a_reworded_column_is_named_and_not_claimed():
    row = {("ความรวดเร็วในการให้บริการ" if key == SPEED else key): text
           for key, text in a_row().items()}  # fmt: skip
    match = match_columns(a_table(row), a_book(), 2567, "online")
    [one] = match.reworded
    assert (one.target, one.claimed, match.missing) == ("speed", False, ("speed",))
    assert 0.8 < one.similarity < 1


def test_the_wording_of_another_year_is_not_claimed():
    titles = [{"text": "ความเร็ว", "years": [2566]}, {"text": SPEED, "years": [2567]}]
    book = a_book(items=[{**BOOK["items"][0], "titles": titles}, BOOK["items"][1]])
    match = match_columns(a_table(a_row()), book, 2566, "online")
    assert match.unexpected == (SPEED,)


def test_a_column_known_by_its_key_may_be_reworded():
    row = {("Q1" if key == SPEED else key): text for key, text in a_row().items()}
    table = a_table(row, titles={"Q1": "ความเร็ว"})
    match = match_columns(table, with_keys(speed="Q1"), 2567, "online")
    assert match.columns["speed"] == "Q1"
    assert [(one.target, one.claimed) for one in match.reworded] == [("speed", True)]


def test_a_column_known_by_its_title_alone_is_renamed():
    row = {("Q9" if key == SPEED else key): text for key, text in a_row().items()}
    match = match_columns(a_table(row, titles={"Q9": SPEED}), with_keys(speed="Q1"), 2567, "online")
    assert match.renamed == (("speed", "Q9"),)


def test_a_key_and_a_title_of_two_questions_are_refused():
    row = {("Q1" if key == STAFF else key): text for key, text in a_row().items()}
    with refused(DataError, "speed", "staff"):
        match_columns(a_table(row, titles={"Q1": STAFF}), with_keys(speed="Q1"), 2567, "online")


@pytest.mark.parametrize(("source", "missing"), [("online", ()), ("counter", ("speed",))])
def test_a_question_belongs_to_its_sources(source, missing):
    items = [{**BOOK["items"][0], "sources": ["counter"]}, BOOK["items"][1]]
    row = {key: text for key, text in a_row().items() if key != SPEED}
    match = match_columns(a_table(row), a_book(items=items), 2567, source)
    assert match.missing == missing


BOTH = [
    {"id": "via", "name_th": "ช่องทาง", "titles": ["ช่องทาง"], "identifier": "plain",
     "options": [{"code": "web", "th": "เว็บ", "keys": ["V1"]},
                 {"code": "tel", "th": "โทรศัพท์", "keys": ["V2"]}]},
]  # fmt: skip


class TestSetsInTwoForms:
    """One source exports a set in one column, another each option in its own."""

    def survey(self, *rows):
        book = a_book(multi_selects=BOTH, texts=[], ignored=[])
        plain = {key: ROW[key] for key in ROW if key not in ("ช่องทาง", "ข้อเสนอแนะ", "คะแนน")}
        return cleaned(*({**plain, **row} for row in rows), book=book)

    def chosen(self, survey):
        frame = survey.responses[["via__web", "via__tel"]]
        return [tuple(row) for row in frame.astype(object).to_numpy().tolist()]

    def test_one_column_is_taken_apart(self):
        survey = self.survey({"ช่องทาง": "เว็บ;โทรศัพท์"})
        assert self.chosen(survey) == [(True, True)]
        assert found(survey) == []

    def test_a_column_for_each_option_is_taken_as_it_is(self):
        survey = self.survey({"V1": "Y", "V2": ""})
        assert self.chosen(survey) == [(True, False)]
        assert found(survey) == []

    def test_one_option_that_is_missing_is_told(self):
        survey = self.survey({"V1": "Y"})
        assert found(survey) == [("column_missing", "raw/2567/online.csv")]

    def test_a_set_in_neither_form_is_told_once(self):
        assert found(self.survey({})) == [("column_missing", "raw/2567/online.csv")]


def test_a_title_after_its_own_code_is_the_title():
    titles = {"S1": f"S1. {SPEED}"}
    rows = [{"S1" if key == SPEED else key: text for key, text in a_row().items()}]
    survey = cleaned(table=a_table(*rows, titles=titles))
    assert found(survey) == []
    assert survey.responses["speed"].tolist() == [4]
