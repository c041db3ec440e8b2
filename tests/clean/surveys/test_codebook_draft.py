"""A first codebook, and the comparison of a codebook with a file and with last year's."""

import pytest
import yaml

from pmqa_analysis.clean.surveys.codebook_check import check_codebook
from pmqa_analysis.clean.surveys.codebook_draft import new_codebook
from pmqa_analysis.clean.surveys.codebook_file import parse_codebook
from pmqa_analysis.errors import SettingsError
from tests.clean.surveys.samples import BOOK, SECRET, SPEED, STAFF, a_book, a_row, a_table
from tests.offices import refused

LABELS = ["มาก", "น้อย", "ปานกลาง", "มาก", "ไม่มีความเห็น", "มากที่สุด"]


def draft_row(number, text):
    """Return a row of the export that the first codebook is made from."""
    sex = "หญิง" if number % 2 else "ชาย"
    more = {SPEED: text, STAFF: str(number % 5 + 1), "ข้อเสนอแนะ": f"{SECRET}{number}"}
    return a_row(number, เพศ=sex, **more)


@pytest.fixture
def draft():
    table = a_table(*(draft_row(number, text) for number, text in enumerate(LABELS)))
    return new_codebook(table, "small")


def test_a_draft_is_refused_until_it_is_finished(draft):
    with refused(SettingsError, "x.yml", "name_th"):
        parse_codebook(draft, "x.yml")


def test_a_draft_finds_scales_groups_moments_and_texts(draft):
    book = yaml.safe_load(draft)
    titles = {part: [one["titles"][0] for one in book[part]] for part in
              ("fields", "items", "groups", "texts")}  # fmt: skip
    assert titles["items"] == [SPEED, STAFF]
    assert "เพศ" in titles["groups"]
    assert titles["fields"] == ["ประทับเวลา", "ยินยอม"]
    assert "ข้อเสนอแนะ" in titles["texts"]


def test_a_draft_names_the_non_answers_of_a_scale(draft):
    [first, second] = yaml.safe_load(draft)["scales"]
    assert [code["code"] for code in first["codes"]] == [5, 4, 3, 2, 1, 91]
    assert [code["th"] for code in second["codes"]] == ["?"] * 5


def test_a_draft_holds_no_free_text(draft):
    assert SECRET not in draft


def drafted(rows, **more):
    """Return the codebook that is drafted from rows of cells."""
    return yaml.safe_load(new_codebook(a_table(*rows, **more), "x"))


def test_a_grid_question_becomes_an_aspect_of_its_items():
    rows = [{"บริการ [เร็ว]": text, "บริการ [ถูก]": text} for text in LABELS]
    book = drafted(rows)
    assert [aspect["th"] for aspect in book["aspects"]] == ["บริการ"]
    assert {item["aspect"] for item in book["items"]} == {"grid_1"}
    assert len(book["scales"]) == 1


def test_joined_answers_become_a_set():
    rows = [{"ช่องทาง": text} for text in ["เว็บ;โทร", "เว็บ", "โทร;เว็บ", "โทร", "เว็บ;", "โทร"]]
    [found] = drafted(rows)["multi_selects"]
    assert [option["th"] for option in found["options"]] == ["เว็บ", "โทร"]


def test_ticked_columns_become_one_set():
    rows = [{"G1[SQ001]": "Y", "G1[SQ002]": ""}, {"G1[SQ001]": "", "G1[SQ002]": "Y"}]
    titles = {"G1[SQ001]": "ช่องทาง [เว็บ]", "G1[SQ002]": "ช่องทาง [โทร]"}
    [found] = drafted(rows, titles=titles)["multi_selects"]
    assert (found["name_th"], [one["th"] for one in found["options"]]) == ("ช่องทาง", ["เว็บ", "โทร"])
    assert found["options"][0]["keys"] == ["G1[SQ001]"]


def test_a_set_of_the_file_itself_is_taken():
    rows = [{"v1": "1", "v2": "0"}, {"v1": "0", "v2": "1"}]
    remarks = ("multiple-response set: $via (ช่องทาง): v1, v2",)
    [found] = drafted(rows, titles={"v1": "เว็บ", "v2": "โทร"}, remarks=remarks)["multi_selects"]
    assert (found["name_th"], [one["th"] for one in found["options"]]) == ("ช่องทาง", ["เว็บ", "โทร"])


def test_labels_of_the_file_make_the_scale_with_its_own_codes():
    labels = {"v": {"1": "มากที่สุด", "2": "มาก", "9": "ไม่ทราบ"}}
    [scale] = drafted([{"v": "1"}, {"v": "2"}], labels=labels)["scales"]
    assert [(one["code"], one.get("answer", True)) for one in scale["codes"]] == [
        (9, False), (2, True), (1, True)
    ]  # fmt: skip


def test_columns_that_a_program_writes_are_known_and_names_left_out():
    rows = [{"id": str(number), "submitdate": "2024-01-01 10:00:00", "lastpage": "3",
             "email": "a@b"} for number in range(4)]  # fmt: skip
    book = drafted(rows)
    assert [one["role"] for one in book["fields"]] == ["respondent", "submitted"]
    assert [one["titles"] for one in book["ignored"]] == [["lastpage"], ["email"]]


def test_a_slip_of_the_pen_hides_no_scale():
    texts = ["มาก", "น้อย", "ปานกลาง", "มากที่สุด", "น้อยที่สุด"] * 4 + ["มากก"]
    book = drafted([{"ความเร็ว": text} for text in texts])
    assert [item["titles"] for item in book["items"]] == [["ความเร็ว"]]
    assert [code["th"] for code in book["scales"][0]["codes"]][:2] == ["มากที่สุด", "มาก"]


def test_labels_that_three_questions_share_are_a_scale_for_a_person_to_number():
    rows = [dict.fromkeys(("ก", "ข", "ค"), text) for text in ("บ่อย", "บางครั้ง", "ไม่เคยเลย") * 3]
    book = drafted(rows)
    assert len(book["items"]) == 3
    assert [(code["code"], code["th"]) for code in book["scales"][0]["codes"]] == [
        ("?", "บางครั้ง"), ("?", "บ่อย"), ("?", "ไม่เคยเลย")
    ]  # fmt: skip


def test_two_groups_that_share_their_labels_stay_groups():
    rows = [dict.fromkeys(("ก", "ข"), text) for text in ("เหนือ", "ใต้", "กลาง") * 3]
    assert len(drafted(rows)["groups"]) == 2


def test_a_finished_draft_is_a_codebook():
    rows = [draft_row(number, text) for number, text in enumerate(LABELS)]
    text = new_codebook(a_table(*rows, sheet="ตอบ"), "small", "workbook")
    filled = {"years:\n- '?'": "years:\n- 2567", "role: '?'": "role: started",
              "identifier: '?'": "identifier: direct", "population: '?'": "population: all",
              "kind: '?'": "kind: other"}  # fmt: skip
    for open_place, value in filled.items():
        text = text.replace(open_place, value)
    for number in range(20):
        text = text.replace("'?'", f"ก{number}", 1)
    book = parse_codebook(text, "x.yml")
    assert (book.sources[0].sheet, book.sources[0].kind) == ("ตอบ", "workbook")


def kinds(*arguments, **more):
    return [(one.kind, one.target) for one in check_codebook(*arguments, **more)]


def test_a_file_that_agrees_has_no_findings():
    assert kinds(a_book(), a_table(a_row())) == []


def test_a_missing_and_an_unexpected_column_are_found_with_their_likeness():
    row = {("ความรวดเร็วในการให้บริการ" if key == SPEED else key): text
           for key, text in a_row().items()}  # fmt: skip
    findings = check_codebook(a_book(), a_table(row))
    assert [one.kind for one in findings] == ["missing", "unexpected", "reworded"]
    assert findings[-1].similarity > 0.8


def test_columns_in_another_order_are_found():
    row = dict(reversed(a_row().items()))
    assert kinds(a_book(), a_table(row)) == [("order_changed", "staff")]


def test_a_changed_scale_and_a_changed_wording_are_found():
    items = [{**BOOK["items"][0], "scale": "two"},
             {**BOOK["items"][1], "titles": ["ความสุภาพของพนักงาน"]}]  # fmt: skip
    last = a_book(items=items, years=[2566])
    found = kinds(a_book(), a_table(a_row()), last)
    assert found == [("scale_changed", "speed"), ("reworded", "staff")]


def test_new_and_dropped_questions_are_found():
    items = [BOOK["items"][0], {**BOOK["items"][1], "id": "old"}]
    found = kinds(a_book(), a_table(a_row()), a_book(items=items, years=[2566]))
    assert found == [("new", "staff"), ("gone", "old")]


def test_another_order_than_last_year_is_found():
    last = a_book(items=BOOK["items"][::-1], years=[2566])
    assert kinds(a_book(), a_table(a_row()), last) == [("order_changed", "speed")]


def test_no_finding_holds_an_answer():
    findings = check_codebook(a_book(), a_table(a_row(x=SECRET)))
    assert [one for one in findings if SECRET in repr(one)] == []


@pytest.mark.parametrize("title", ["ข้อเสนอแนะเพิ่มเติม", "อื่น ๆ โปรดระบุ", "เรื่อง (ระบุ)", "Q1[other]"])
def test_words_of_ones_own_are_not_written_down_however_often_they_stand(title):
    rows = [{title: text} for text in [SECRET, "ไม่มี", SECRET, "ไม่มี", SECRET, "ไม่มี"] * 3]
    book = yaml.safe_load(text := new_codebook(a_table(*rows), "x"))
    assert [one["titles"] for one in book["texts"]] == [[title]]
    assert SECRET not in text


def test_the_words_beside_a_set_of_ticks_are_its_other():
    rows = [{"ช่องทาง [เว็บ]": "Y", "ช่องทาง [โทร]": "", "ช่องทาง [Other]": SECRET},
            {"ช่องทาง [เว็บ]": "", "ช่องทาง [โทร]": "Y", "ช่องทาง [Other]": ""}]  # fmt: skip
    [found] = drafted(rows)["multi_selects"]
    assert [option["code"] for option in found["options"]] == ["o01", "o02", "other"]
    assert found["other"] == "other"
    assert found["options"][-1]["titles"] == ["ช่องทาง [Other]"]


def test_a_running_number_is_the_respondents():
    rows = [{"ลำดับที่": str(number), SPEED: text} for number, text in enumerate(LABELS)]
    assert drafted(rows)["fields"][0]["role"] == "respondent"
