"""Responses: nothing guessed, nothing lost, and no answer in any message."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmqa_analysis.clean.surveys.rows import RowCounts
from pmqa_analysis.errors import DataError, SettingsError
from tests.clean.surveys.samples import (
    BOOK,
    FILE,
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


def test_a_row_becomes_codes():
    row = cleaned(a_row()).responses.iloc[0]
    assert (row["sex"], row["speed"], row["staff"]) == ("f", 4, 5)
    assert (row["source"], row["fiscal_year"]) == ("online", 2567)
    assert row["submitted"] == pd.Timestamp("2024-01-31 09:05:01")


def test_the_index_is_the_address_of_the_source_row():
    assert list(cleaned(a_row(1), a_row(2)).responses.index) == [f"{FILE}:2", f"{FILE}:3"]


def test_a_sheet_is_part_of_the_address():
    survey = cleaned(table=a_table(a_row(), sheet="ตอบ"))
    assert list(survey.responses.index) == [f"{FILE} ตอบ!2"]


def test_an_option_that_holds_the_separator_stays_whole():
    row = cleaned(a_row()).responses.iloc[0]
    assert (row["via__web"], row["via__tel"], row["via__app"]) == (True, True, False)


def test_a_blank_multi_select_is_no_answer():
    assert cleaned(a_row(**{"ช่องทาง": ""})).responses["via__web"].isna().all()


def test_an_unknown_option_leaves_those_not_named_open():
    survey = cleaned(a_row(**{"ช่องทาง": f"แอป;{SECRET}"}))
    row = survey.responses.iloc[0]
    assert row["via__app"]
    assert pd.isna(row["via__tel"])
    assert found(survey) == [("unknown_answer", f"{FILE}:2 [ช่องทาง]")]


def test_an_id_keeps_its_leading_zeros():
    assert cleaned(a_row(7)).responses["respondent"].tolist() == ["007"]


def test_a_non_answer_is_kept_apart():
    survey = cleaned(a_row(**{SPEED: "ไม่มีความเห็น"}))
    assert survey.responses["speed"].isna().all()
    assert survey.non_answers["speed"].tolist() == [9]
    assert survey.codes("speed").tolist() == [9]


def test_items_are_small_integers():
    assert str(cleaned(a_row()).responses["speed"].dtype) == "Int8"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("มากที่สุก", "unknown_answer"), ("6", "off_scale"), ("05", "off_scale"),
     ("4.5", "off_scale"), ("-1", "off_scale"), ("พอใจ", "other_scale")],
)  # fmt: skip
def test_an_answer_not_in_the_codebook_is_an_issue_and_missing(text, kind):
    survey = cleaned(a_row(1), a_row(2, **{SPEED: text}))
    assert found(survey, kind) == [(kind, f"{FILE}:3 [{SPEED}]")]
    assert survey.responses["speed"].isna().tolist() == [False, True]
    assert survey.counts.kept == 2


def test_the_nearest_label_is_named():
    [issue] = cleaned(a_row(**{SPEED: "มากที่สุก"})).issues
    assert "มากที่สุด" in issue.reason_th
    assert "มากที่สุก" not in issue.reason_th + issue.reason_en


def test_labels_of_another_scale_put_the_whole_column_in_doubt():
    rows = [a_row(number, **{SPEED: text}) for number, text in enumerate(["พอใจ", "มาก"])]
    assert found(cleaned(*rows), "scale_mixed") == [("scale_mixed", f"{FILE} [{SPEED}]")]


def test_one_label_of_another_scale_among_many_is_a_slip():
    rows = [a_row(number, **{SPEED: "มาก"}) for number in range(11)]
    survey = cleaned(*rows, a_row(11, **{SPEED: "พอใจ"}))
    assert found(survey) == [("other_scale", f"{FILE}:13 [{SPEED}]")]


def test_a_column_that_nobody_marked_is_refused():
    with refused(DataError, f"{FILE} [เบอร์โทร]") as caught:
        cleaned(a_row(เบอร์โทร=SECRET))
    assert SECRET not in str(caught.value)


def test_a_question_that_is_missing_is_an_issue():
    row = a_row()
    del row[STAFF]
    survey = cleaned(row)
    assert found(survey) == [("column_missing", FILE)]
    assert survey.responses["staff"].isna().all()


@pytest.mark.parametrize(
    ("source", "year", "word"), [("onlin", 2567, "online"), ("online", 2560, "2560")]
)
def test_an_unknown_source_or_year_is_refused(source, year, word):
    with refused(SettingsError, "small", word):
        cleaned(a_row(), source=source, year=year)


def test_a_blank_row_is_counted_and_not_kept():
    blank = dict.fromkeys(a_row(), "")
    assert cleaned(a_row(), blank).counts == RowCounts(2, 1, 0, 0, 1)


def test_a_row_without_consent_is_rejected_whole():
    survey = cleaned(a_row(1), a_row(2, ยินยอม="ไม่ยินยอม"))
    assert survey.counts == RowCounts(2, 1, 1, 0, 0)
    assert survey.rejected["reasons"].tolist() == ["no_consent"]
    assert survey.rejected["ข้อเสนอแนะ"].tolist() == [SECRET]
    assert found(survey) == [("rejected", f"{FILE}:3")]


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        ("missing_id", {"รหัส": ""}),
        ("missing_group", {"เพศ": ""}),
        ("missing_group", {"เพศ": "อื่น"}),
        ("unknown_answer", {SPEED: "xx"}),
        ("outside_year", {"ประทับเวลา": "2024-10-01 00:00:00"}),
    ],
)
def test_each_rule_of_rejection(rule, cells):
    rows = (a_row(1), a_row(2, **cells))
    assert cleaned(*rows, reject=[rule]).rejected["reasons"].tolist() == [rule]
    assert cleaned(*rows, reject=[]).counts.kept == 2


@pytest.mark.parametrize(
    ("text", "outside"),
    [("2023-09-30 23:59:59", True), ("2023-10-01 00:00:00", False),
     ("2567-09-30 23:59:59", False), ("30/9/2567, 23:59:59", False)],
)  # fmt: skip
def test_a_moment_outside_of_the_fiscal_year_is_flagged(text, outside):
    survey = cleaned(a_row(ประทับเวลา=text))
    assert survey.flags["outside_year"].tolist() == [outside]


@pytest.mark.parametrize("text", ["30/02/2567", "29/02/2568 09:00:00", "2568-02-29 09:00:00", "x"])
def test_a_day_that_does_not_exist_is_an_issue(text):
    survey = cleaned(a_row(ประทับเวลา=text))
    assert found(survey) == [("unreadable_time", f"{FILE}:2 [ประทับเวลา]")]
    assert survey.responses["submitted"].isna().all()


def test_the_leap_day_of_the_buddhist_era_is_read():
    moment = cleaned(a_row(ประทับเวลา="29/02/2567 09:00:00")).responses["submitted"]
    assert moment.tolist() == [pd.Timestamp("2024-02-29 09:00")]


def test_dates_with_the_month_first_make_the_others_unreadable():
    rows = [a_row(1, ประทับเวลา="1/31/2024 09:00:00"), a_row(2, ประทับเวลา="1/2/2024 09:00:00")]
    assert found(cleaned(*rows), "unreadable_time") == [
        ("unreadable_time", f"{FILE}:3 [ประทับเวลา]")
    ]


def test_labels_of_the_file_stand_for_its_codes():
    """A file that counts 1 for the best is read by its labels, and it is told."""
    table = a_table(a_row(**{SPEED: "1"}), labels={SPEED: {"1": "มากที่สุด", "5": "น้อยที่สุด"}})
    survey = cleaned(table=table)
    assert survey.responses["speed"].tolist() == [5]
    assert found(survey) == [("labels_differ", f"{FILE} [{SPEED}]")]


def test_codes_that_the_file_declares_missing_are_blank():
    table = a_table(a_row(**{SPEED: "99"}), missing={SPEED: ("99",)})
    survey = cleaned(table=table)
    assert survey.responses["speed"].isna().all()
    assert survey.issues == ()


def test_a_declared_missing_code_with_a_known_label_is_a_non_answer():
    table = a_table(
        a_row(**{SPEED: "8"}), labels={SPEED: {"8": "ไม่มีความเห็น"}}, missing={SPEED: ("8",)}
    )
    assert cleaned(table=table).non_answers["speed"].tolist() == [9]


def test_a_group_with_another_category_takes_what_is_no_label():
    group = {**BOOK["groups"][0], "other": "x"}
    group["categories"] = [*group["categories"], {"code": "x", "th": "อื่น ๆ"}]
    survey = cleaned(a_row(1, เพศ=SECRET), a_row(2, เพศ="หญง"), book=a_book(groups=[group]))
    assert survey.responses["sex"].tolist() == ["x", "x"]
    assert survey.texts["sex"].tolist() == [SECRET, "หญง"]
    assert found(survey) == [("resembles_label", f"{FILE}:3 [เพศ]")]


def test_a_group_takes_no_code_that_the_file_declares_missing_for_another_category():
    group = {**BOOK["groups"][0], "other": "x"}
    group["categories"] = [*group["categories"], {"code": "x", "th": "อื่น ๆ"}]
    table = a_table(
        a_row(1, เพศ="1"), a_row(2, เพศ="9"), missing={"เพศ": ("9",)},
        labels={"เพศ": {"1": "หญิง", "9": "ไม่ตอบ"}},
    )  # fmt: skip
    for book in (a_book(groups=[group]), a_book()):
        survey = cleaned(table=table, book=book)
        assert survey.responses["sex"].astype(object).tolist()[0] == "f"
        assert survey.responses["sex"].isna().tolist() == [False, True]
        assert survey.issues == ()


def test_options_with_their_own_columns():
    options = [{"code": "a", "th": "ก", "titles": ["ช่อง [ก]"]},
               {"code": "b", "th": "ข", "titles": ["ช่อง [ข]"]}]  # fmt: skip
    via = {"id": "via", "name_th": "ช่อง", "identifier": "plain", "options": options}
    row = {name: text for name, text in a_row().items() if name != "ช่องทาง"}
    rows = [{**row, "รหัส": str(number), "ช่อง [ก]": one, "ช่อง [ข]": other}
            for number, (one, other) in enumerate([("Y", ""), ("", ""), ("N", "?")])]  # fmt: skip
    survey = cleaned(*rows, book=a_book(multi_selects=[via]), duplicates="none")
    assert survey.responses["via__a"].tolist() == [True, pd.NA, False]
    assert survey.responses["via__b"].tolist() == [False, pd.NA, pd.NA]
    assert found(survey) == [("unknown_answer", f"{FILE}:4 [ช่อง [ข]]")]


def test_each_record_takes_the_source_of_its_own_column():
    where = {"id": "where", "role": "source", "titles": ["แหล่ง"], "identifier": "plain"}
    book = a_book(fields=[*BOOK["fields"], where])
    survey = cleaned(a_row(1, แหล่ง="จุดบริการ"), a_row(2, แหล่ง="?"), book=book)
    assert survey.responses["source"].tolist() == ["counter", "online"]
    assert found(survey) == [("unknown_source", f"{FILE}:3 [แหล่ง]")]


def test_a_thousand_faults_of_a_column_are_told_and_the_rest_counted():
    rows = [a_row(number, **{SPEED: "xx"}) for number in range(1005)]
    issues = cleaned(*rows, duplicates="none").issues
    assert len(issues) == 1000
    assert sum(issue.count for issue in issues) == 1005


def test_no_answer_stands_in_any_message_or_repr():
    cells = dict.fromkeys([SPEED, "เพศ", "ช่องทาง", "ประทับเวลา", "รหัส"], SECRET)
    survey = cleaned(a_row(1, **cells), a_row(2, **cells), a_row(3, ยินยอม=SECRET))
    told = [repr(survey), *(f"{one.address}{one.reason_th}{one.reason_en}{one!r}"
                            for one in survey.issues)]  # fmt: skip
    assert len(told) > 8
    assert [text for text in told if SECRET in text] == []


def test_a_broken_schema_is_told_without_its_values(monkeypatch):
    def broken(*arguments):
        frame = build(*arguments)
        frame["speed"] = pd.array([77], dtype="Int8")
        return frame

    from pmqa_analysis.clean.surveys import responses

    build = responses.build_responses
    monkeypatch.setattr(responses, "build_responses", broken)
    with refused(DataError, "speed") as caught:
        cleaned(a_row())
    assert "77" not in str(caught.value)
    assert caught.value.__context__ is None


def test_rows_that_do_not_add_up_are_refused():
    with refused(DataError, "a.csv", "5", "4"):
        RowCounts(5, 4, 0, 0, 0).check("a.csv")


TEXTS = st.sampled_from(["", "มาก", "5", "๕", "หญิง", "ยินยอม", "xx", "2024-01-31 09:05:03"])
RULES = ["none", "first_of_id", "last_of_id", "same_answers_and_time", "id_or_same_answers"]
REASONS = ["no_consent", "missing_id", "unknown_answer", "missing_group", "incomplete"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(a_row(), TEXTS)), min_size=1, max_size=12),
    st.sampled_from(RULES),
    st.lists(st.sampled_from(REASONS), unique=True),
)
def test_rows_in_are_kept_rejected_duplicate_or_blank(rows, rule, reject):
    survey = cleaned(*rows, duplicates=rule, reject=reject)
    counts = survey.counts
    parts = (counts.kept, counts.rejected, counts.duplicates, counts.blank)
    assert sum(parts) == counts.rows_in == len(rows)
    assert (len(survey.responses), len(survey.rejected)) == parts[:2]
    assert survey.responses.index.is_unique
    assert survey.responses.index.equals(survey.flags.index)


def test_an_empty_export_has_no_responses():
    table = a_table(a_row())
    empty = a_table(a_row())
    object.__setattr__(empty, "frame", table.frame.iloc[:0])
    assert cleaned(table=empty).counts == RowCounts(0, 0, 0, 0, 0)


def test_missing_cells_of_the_reader_are_blanks():
    survey = cleaned(a_row(**{SPEED: np.nan, "เพศ": None}))
    assert survey.issues == ()
    assert survey.responses["speed"].isna().all()
