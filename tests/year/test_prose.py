"""A year's prose: ten planted errors are found, a changed result changes the words."""

from pathlib import Path

import pytest

from pmqa_analysis.errors import DataError, SettingsError
from pmqa_analysis.office import Office
from pmqa_analysis.present import Wording
from pmqa_analysis.present.prose import empty_note, issue_items, text_passages
from pmqa_analysis.report import Report, Year
from tests.clean.prose.test_places import FORM
from tests.offices import FIGURE_ROWS, RESULTS, figure, figures

FORM_FILE, TEXT = "reference/form6.yml", "text/2563/part_1.md"
PLACE = "## ลักษณะ {#profile}\n\n"
# Beside each wrong statement stand true ones, which must not be told.
TEN = """\
ความครั้งที่ได้ {7.1.1@2563} เพิ่มขึ้นอย่างต่อเนื่องและบรรลุเป้าหมาย จากเป้าหมาย 1,000 ครั้ง

- รหัสที่ไม่มี {7.9.9@2563}
- ปีที่ไม่มี {7.1.1@2499}
- พิมพ์ผิดเป็น 1,220 ครั้ง ไม่ใช่ 1,200
- พิมพ์เลขไทยผิด ๘๔.๙๙ ไม่ใช่ ๘๔.๙๙๕
- พิมพ์ร้อยละผิด ร้อยละ 86
- ใช้ค่าปีก่อน 12.50
- {7.2.1@2563} เพิ่มขึ้นอย่างต่อเนื่อง
- {7.1.2@2563} เพิ่มขึ้น
- {7.2.1@2563} บรรลุเป้าหมาย
- ดีขึ้นอย่างเห็นได้ชัด
"""


@pytest.fixture
def opened(tiny):
    """Return a function that opens the tiny office's year with a text in its profile."""

    def open_with(text, *changes):
        return Year(tiny({FORM_FILE: FORM, TEXT: PLACE + text}, *changes), 2563)

    return open_with


def shown(year, place="profile"):
    found = text_passages(year.prose.paragraphs(place), year.prose.figure, Wording())
    return [(passage.style, passage.text) for passage in found]


def test_ten_planted_errors_are_found_and_nothing_else(opened):
    issues = opened(TEN).prose.issues
    assert [int(issue.address.partition(":")[2]) for issue in issues] == list(range(5, 15))


def test_a_changed_result_changes_the_prose(opened):
    text = "ได้ {7.1.1@2563} ครั้ง เป้าหมาย {7.1.1.target@2563}"
    assert shown(opened(text)) == [("body", "ได้ 1,200 ครั้ง เป้าหมาย 1,000")]
    rows = [
        figure("7.1.1", "actual", "2563", "1,345") if row["value"] == "1200" else row
        for row in FIGURE_ROWS
    ]
    changed = opened(text, {RESULTS: figures(*rows)})
    assert shown(changed) == [("body", "ได้ 1,345 ครั้ง เป้าหมาย 1,000")]


def test_a_figure_in_prose_keeps_its_id(opened):
    year = opened("ได้ **{7.1.1@2563}** ครั้ง")
    (passage,) = text_passages(year.prose.paragraphs("profile"), year.prose.figure, Wording())
    (run,) = [run for run in passage.runs if run.result]
    assert (run.text, run.result, run.strong) == ("1,200", "2563/7.1.1/actual", True)


def test_prose_follows_the_set_numerals(opened):
    year = opened("3. ปี 2563 ได้ {7.1.1@2563}")
    words = Wording("th", "thai")
    (passage,) = text_passages(year.prose.paragraphs("profile"), year.prose.figure, words)
    assert passage.text == "๓. ปี ๒๕๖๓ ได้ ๑,๒๐๐"


def test_an_unknown_reference_stays_as_it_was_written(opened):
    assert shown(opened("ได้ {x@2563}")) == [("body", "ได้ {x@2563}")]


def test_a_place_without_text_shows_nothing_or_says_so(opened):
    year = opened("ก")
    assert shown(year, "item-1.1") == []
    note = empty_note(year.prose.sections["profile"], Wording())
    assert (note.style, note.text) == ("note", "[ยังไม่มีข้อความ: profile] คืออะไร")
    assert "item-1.1" in empty_note(year.prose.sections["item-1.1"], Wording()).text


def test_a_place_that_the_form_does_not_list_is_refused(opened):
    with pytest.raises(SettingsError, match="near: profile"):
        opened("ก").prose.paragraphs("profil")


def test_text_in_no_place_stops_the_batch(opened):
    year = opened("ก\n\n## ไม่มี {#nowhere}\n\nข")
    with pytest.raises(DataError, match="nowhere"):
        year.prose.check_places()


def test_text_in_its_place_does_not(opened):
    opened(TEN).prose.check_places()


def test_an_office_without_a_form_has_no_text_and_no_issue(tiny):
    year = Year(tiny(), 2563)
    assert year.prose.issues == ()
    assert year.prose.paragraphs("profile") == ()
    year.prose.check_places()
    with pytest.raises(SettingsError, match=r"form6\.yml"):
        year.prose.templates()


def test_text_of_an_office_without_a_form_is_no_one_s(tiny):
    year = Year(tiny({TEXT: PLACE + "ก"}), 2563)
    assert [issue.kind for issue in year.prose.issues] == ["unknown_text_section"]


def test_a_file_in_another_encoding_is_told_with_its_line(tiny):
    year = Year(tiny({FORM_FILE: FORM, TEXT: PLACE.encode() + "ไทย".encode("cp874")}), 2563)
    with pytest.raises(DataError, match=r"part_1\.md:3"):
        _ = year.prose.placed


def test_files_are_remembered_as_read(opened):
    year = opened("ก")
    _ = year.prose.placed
    assert {FORM_FILE, TEXT} <= set(year.office.inputs_read)


def test_the_report_shows_and_tells(opened):
    office = opened(TEN).office
    report = Report("x", office, 2563, Wording())
    assert len(report.paragraphs("profile")) == 11
    assert report.paragraphs("item-1.1") == []
    assert len(report.paragraphs("item-1.1", tell_empty=True)) == 1
    assert len(report.text_attention("profile")) == 10
    assert report.text_attention("item-1.1") == []
    assert len(report.text_attention()) == 10


def test_issues_are_told_in_the_report_s_language(opened):
    year = opened("{x@2563}")
    (thai,), (english,) = (
        list(issue_items(year.prose.issues, words)) for words in (Wording(), Wording("en"))
    )
    assert "ไม่มีผลลัพธ์ตามรหัส" in thai.text
    assert "no result has the id" in english.text


def test_the_simulated_office_has_its_planted_errors_and_no_others():
    office = Path(__file__).parents[2] / "examples" / "simulated_office"
    issues = Year(Office(office), 2567).prose.issues
    assert [(issue.kind, issue.address) for issue in issues] == [
        ("unmatched_number", "text/2567/part_2.md:18"),
        ("claim_without_figure", "text/2567/part_2.md:18"),
        ("unknown_figure", "text/2567/part_2.md:20"),
        ("claim_fails", "text/2567/part_2.md:20"),
        ("claim_fails", "text/2567/part_2.md:20"),
    ]
