"""``pmqa template kpi`` and ``pmqa collect``: nineteen workbooks out, and gathered again."""

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.framework_file import load_framework
from pmqa_analysis.clean.scorecards.results import clean_kpi_results
from pmqa_analysis.load.scorecard_results import load_scorecard_results
from pmqa_analysis.office import Office
from tests.offices import DATA

ITEMS, KPIS, NOTES = "ผลรายข้อ", "ปัญหาและข้อเสนอแนะ", "คำชี้แจง"
UNITS = ("OPS", "PR", "CA", "FIN", "FA", "ACA", "MTG", "OVS", "COM1", "COM2", "COM3", "LAW", "BFL",
         "HRD", "ICT", "REC", "PRT", "POL", "AUD")  # fmt: skip
COLUMNS = ("key", "place", "asked", "expected", "tick", "value", "numerator", "denominator",
           "status", "document", "date", "approver", "link", "remark")  # fmt: skip


def name_of(unit, months=12):
    return f"agreement_2567_round{months}_{unit}.xlsx"


class Workbooks:
    """The workbooks of all units in one folder, to be filled in."""

    def __init__(self, folder, pmqa):
        self.folder, self.pmqa = folder, pmqa
        self.typed = {}

    def path(self, unit, months=12):
        return self.folder / name_of(unit, months)

    def edit(self, unit, change, months=12):
        """Open a unit's workbook, change it and save it; return what the change returns."""
        book = openpyxl.load_workbook(self.path(unit, months))
        told = change(book)
        book.save(self.path(unit, months))
        return told

    def fill(self, unit, row, months=12, sheet=ITEMS, **cells):
        """Type into the columns of the row with that key; return the cell of each column."""

        def change(book):
            page = book[sheet]
            number = next(n for n in range(1, page.max_row + 1) if page.cell(n, 1).value == row)
            titles = COLUMNS if sheet == ITEMS else KPI_COLUMNS
            places = {}
            for column, value in cells.items():
                cell = page.cell(number, titles.index(column) + 1, value)
                places[column] = f"{sheet}!{cell.coordinate}"
                text = value.isoformat() if isinstance(value, date) else str(value)
                self.typed.setdefault((unit, months), []).append(text)
            return places

        return self.edit(unit, change, months)

    def collect(self, *options):
        """Gather the folder; return the exit code, the answer, and the table's sheets."""
        out = self.folder.parent / "kpi_results.xlsx"
        told = self.pmqa("--office", DATA, "collect", 2567, "--from", self.folder, "--out", out,
                         "--json", *options)  # fmt: skip
        return told[0], json.loads(told[1]), sheets_of(out)


KPI_COLUMNS = ("key", "kpi", "summary", "problems", "obstacles", "recommendations", "self_score",
               "self_reason", "contact")  # fmt: skip


def sheets_of(path):
    book = openpyxl.load_workbook(path)
    found = {}
    for page in book:
        header, *rows = page.iter_rows(values_only=True)
        found[page.title] = [
            {title: text for title, text in zip(header, row, strict=True) if text} for row in rows
        ]
    return found


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """Return a folder with the workbooks of all units, not filled in."""
    from tests.cli.runs import run_pmqa

    folder = tmp_path_factory.mktemp("kpi") / "sent"
    assert run_pmqa("--office", DATA, "template", "kpi", 2567, "--out", folder) == 0
    return folder


@pytest.fixture
def books(empty, tmp_path, pmqa):
    return Workbooks(Path(shutil.copytree(empty, tmp_path / "sent")), pmqa)


def issues(answer, kind):
    return [(one["file"], one["cell"]) for one in answer["issues"] if one["kind"] == kind]


def test_there_is_a_workbook_for_each_of_the_nineteen_units(empty):
    assert sorted(path.name for path in empty.iterdir()) == sorted(map(name_of, UNITS))


def test_a_unit_is_asked_what_it_has_a_role_in_and_nothing_else(empty):
    page = openpyxl.load_workbook(empty / name_of("PR"))[KPIS]
    keys = [page.cell(row, 1).value for row in range(4, page.max_row + 1)]
    assert keys == ["kpi:1.1", "kpi:1.3", "kpi:1.4", "kpi:2.3", "kpi:2.4"]


def test_the_instructions_name_the_unit_and_what_it_reports(empty):
    page = openpyxl.load_workbook(empty / name_of("COM2"))[NOTES]
    text = "\n".join(str(row[1].value) for row in page.iter_rows())
    assert "หน่วยงาน: สำนักกรรมาธิการ 2" in text
    assert "เป็นผู้รายงาน 1.2 " in text
    assert "2567 รอบ 12 เดือน" in text


def test_a_measure_that_two_items_share_is_asked_once(books):
    page = openpyxl.load_workbook(books.path("PR"))[ITEMS]
    rows = {page.cell(n, 1).value: n for n in range(1, page.max_row + 1)}
    locked = [page.cell(rows[f"1.1:{item}"], 6).protection.locked for item in ("L3-1", "L3-2")]
    assert locked == [False, True]
    assert page.cell(rows["1.1:L3-2"], 14).value == "ใช้ค่าเดียวกับระดับ 3 ข้อ 1"


def test_counts_are_asked_of_percentages_alone(books):
    page = openpyxl.load_workbook(books.path("PR"))[ITEMS]
    rows = {page.cell(n, 1).value: n for n in range(1, page.max_row + 1)}
    assert page.cell(rows["1.1:C1"], 7).protection.locked  # persons
    assert not page.cell(rows["1.1:C2"], 7).protection.locked  # percent


def test_workbooks_are_never_written_over(books, pmqa):
    code, _, err = pmqa("--office", DATA, "template", "kpi", 2567, "--out", books.folder)
    assert code == 2
    assert "agreement_2567_round12_OPS.xlsx" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("kpi",), "pmqa template kpi"),
        (("kpi", "2570"), "agreement_2567 (2567)"),
        (("kpi", "2567", "--round", "7"), "6, 9, 12"),
        (("kpi", "2567", "--framework", "agrement_2567"), "agreement_2567"),
    ],
)
def test_a_template_that_cannot_be_made_says_why(pmqa, tmp_path, arguments, words):
    code, _, err = pmqa("--office", DATA, "template", *arguments, "--out", tmp_path / "x")
    assert code == 2
    assert words in err
    assert not (tmp_path / "x").exists()


def test_nothing_filled_in_gives_no_row_and_names_who_owes_what(books):
    code, answer, sheets = books.collect()
    assert (code, answer["rows"], answer["set_aside"]) == (0, 0, [])
    owed = {(row["unit"], row.get("kpi")) for row in answer["sent"] if row.get("kpi")}
    assert owed == {
        ("PR", "1.1"), ("COM2", "1.2"), ("ICT", "1.3"), ("CA", "1.4"), ("ICT", "2.1"),
        ("HRD", "2.2"), ("HRD", "2.3"), ("CA", "2.4"),
    }  # fmt: skip
    assert {row["state"] for row in sheets["การส่งข้อมูล"]} == {"empty"}


def test_who_has_not_sent_is_named(books):
    for unit in ("PR", "AUD"):
        books.path(unit).unlink()
    _, answer, _ = books.collect()
    assert {row["unit"] for row in answer["sent"] if row["state"] == "not_sent"} == {"PR", "AUD"}


def test_a_filled_row_is_in_the_table_as_it_was_typed(books):
    books.fill("PR", "1.1:L1-1", tick="✓", document="แผนปี 2567", date=date(2024, 1, 31))
    books.fill("PR", "1.1:L3-1", value=79.99, numerator=41, denominator=64, document="บันทึก")
    books.fill("PR", "kpi:1.1", sheet=KPIS, problems="งบประมาณล่าช้า", self_score=4.5)
    _, _, sheets = books.collect()
    rows = sheets["ผลการดำเนินงาน"]
    assert rows[0] == {
        "ตัวชี้วัด": "1.1", "ข้อ": "L1-1", "รอบ (เดือน)": "12", "ผล": "✓", "หลักฐาน": "แผนปี 2567",
        "วันที่ของหลักฐาน": "2024-01-31", "หน่วยงาน": "PR",
    }  # fmt: skip
    assert (rows[1]["ผล"], rows[1]["ตัวตั้ง"], rows[1]["ตัวหาร"]) == ("79.99", "41", "64")
    assert rows[2]["คะแนนประเมินตนเอง"] == "4.5"
    assert rows[2]["ปัญหา"] == "งบประมาณล่าช้า"


def test_a_complete_reporter_owes_nothing(books):
    for row in ("L1-1", "L5-1"):
        books.fill("PR", f"1.1:{row}", tick="✓", document="บันทึก")
    for row in ("L3-1", *(f"C{number}" for number in range(1, 7))):
        books.fill("PR", f"1.1:{row}", status="N/A")
    _, answer, _ = books.collect()
    state = next(row for row in answer["sent"] if row["unit"] == "PR")
    assert (state["state"], "kpi" in state) == ("complete", False)


def test_four_ways_of_no_value_stay_apart(books):
    for row, text in (("C1", "N/A"), ("C2", "-"), ("C3", "ไม่ได้รายงาน")):
        books.fill("PR", f"1.1:{row}", status=text)
    books.fill("PR", "1.1:C4", value=0, document="ผลสำรวจ")
    _, _, sheets = books.collect()
    told = {row["เงื่อนไข"]: row["ผล"] for row in sheets["ผลการดำเนินงาน"]}
    assert told == {"C1": "N/A", "C2": "-", "C3": "ไม่ได้รายงาน", "C4": "0"}


def plant(books):
    """Plant one fault in each of the nineteen workbooks; return kind → unit and cell."""
    planted = {}

    def fault(kind, unit, places, column):
        planted[kind] = (name_of(unit), places[column])

    good = {"document": "บันทึก"}
    fault("bad_tick", "OPS", books.fill("OPS", "1.4:L1-1", tick="น่าจะได้"), "tick")
    fault("over_100", "PR", books.fill("PR", "1.1:C2", value=108, **good), "value")
    fault("bad_number", "CA", books.fill("CA", "1.4:L3-1", value="แปดสิบ", **good), "value")
    fault(
        "ratio_over",
        "FIN",
        books.fill("FIN", "1.4:L3-1", numerator=9, denominator=8, **good),
        "numerator",
    )
    fault("ratio_half", "FA", books.fill("FA", "1.4:L3-1", numerator=9, **good), "numerator")
    fault(
        "ratio_differs",
        "ACA",
        books.fill("ACA", "1.2:L5-1", value=80, numerator=3, denominator=4, **good),
        "value",
    )
    fault("no_evidence", "MTG", books.fill("MTG", "1.2:L1-1", tick="✓"), "tick")
    fault("bad_date", "OVS", books.fill("OVS", "1.4:L1-1", tick="✓", date="สิ้นปี", **good), "date")
    fault(
        "value_and_status",
        "COM1",
        books.fill("COM1", "1.2:L3-1", value=80, status="N/A", **good),
        "status",
    )
    books.fill("COM2", "1.2:L5-2", tick="✓", **good)
    fault("differs", "COM3", books.fill("COM3", "1.2:L5-2", tick="✗"), "tick")
    fault("below_zero", "LAW", books.fill("LAW", "1.2:L3-1", value=-1, **good), "value")
    fault("bad_score", "BFL", books.fill("BFL", "kpi:1.4", sheet=KPIS, self_score=6), "self_score")
    fault("bad_status", "HRD", books.fill("HRD", "2.2:L3-1", status="รอก่อน"), "status")
    books.edit("ICT", lambda book: put(book, "P9", "ดูแฟ้มแนบ"))
    planted["stray"] = (name_of("ICT"), f"{ITEMS}!P9")
    books.fill("REC", "1.4:L1-1", tick="✓", **good)
    books.edit("REC", lambda book: book[ITEMS].insert_rows(6))
    planted["structure"] = (name_of("REC"), f"{ITEMS}!A6")
    books.edit("PRT", lambda book: put(book, "C5", "มีแผนงานสีเขียว"))
    planted["wording"] = (name_of("PRT"), f"{ITEMS}!C5")
    books.edit("POL", lambda book: book.remove(book[KPIS]))
    planted["sheet_missing"] = (name_of("POL"), KPIS)
    books.path("AUD").write_bytes(b"PK\x03\x04 torn")
    planted["unreadable"] = (name_of("AUD"), "")
    shutil.copy(books.path("COM2"), books.folder / "z_COM2 copy.xlsx")
    planted["twice"] = ("z_COM2 copy.xlsx", "")
    return planted


def put(book, place, text):
    book[ITEMS][place] = text


def test_each_planted_fault_is_named_with_unit_file_and_cell(books):
    planted = plant(books)
    code, answer, _ = books.collect()
    assert code == 1
    found = {kind: issues(answer, kind) for kind in planted}
    assert {kind: [planted[kind]] for kind in planted} == found
    names = {one["unit"] for one in answer["issues"] if one["kind"] != "unreadable"}
    assert "" not in names
    assert {one["kind"] for one in answer["issues"]} == {*planted, "unanswered"}


def test_nothing_that_was_typed_is_lost(books):
    plant(books)
    _, answer, sheets = books.collect()
    kept = [text for row in sheets["ผลการดำเนินงาน"] for text in row.values()]
    kept += [one["text"] for one in answer["set_aside"]]
    typed = [text for texts in books.typed.values() for text in texts]
    assert len(typed) == 30
    assert Counter(typed) - Counter(kept) == Counter()
    assert {"ดูแฟ้มแนบ", "มีแผนงานสีเขียว"} <= set(kept)
    # The copy of COM2 and the moved sheet of REC are kept cell by cell.
    reasons = [one["reason"] for one in answer["set_aside"]]
    assert (reasons.count("twice"), reasons.count("structure")) == (2, 2)


def test_what_was_gathered_can_be_read_as_results(books, tmp_path):
    """The table of all faulty workbooks holds no cell that the reader of results refuses."""
    plant(books)
    books.collect()
    office = Office(shutil.copytree(DATA, tmp_path / "office"))
    shutil.copy(tmp_path / "kpi_results.xlsx", office.folder / "raw" / "r.xlsx")
    framework = load_framework(
        office, Ledger(), "agreement_2567", {"kpi-framework-2567", "hr-plan-2566"}
    )
    results = clean_kpi_results(load_scorecard_results(office, "raw/r.xlsx"), framework)
    answer = results.latest("1.2", "L5-2", 12)
    assert (answer.tick, answer.unit) == (True, "COM2")
    assert "units_differ_settled" in {issue.kind for issue in results.issues}


def test_another_file_in_the_folder_is_told_and_left(books):
    (books.folder / "ผล.ods").write_bytes(b"x")
    (books.folder / "~$open.xlsx").write_bytes(b"x")
    foreign = openpyxl.Workbook()
    foreign.active["A1"] = "ของเรา"
    foreign.save(books.folder / "เอง.xlsx")
    code, answer, _ = books.collect()
    assert code == 1
    assert issues(answer, "not_xlsx") == [("ผล.ods", "")]
    assert issues(answer, "foreign") == [("เอง.xlsx", "")]
    assert [one["text"] for one in answer["set_aside"]] == ["ของเรา"]


@pytest.mark.parametrize(
    ("mark", "value", "kind"),
    [("unit", "XXX", "unknown_unit"), ("framework", "other", "other_form"),
     ("fiscal_year", "2566", "other_form"), ("round", "7", "other_form")],
)  # fmt: skip
def test_a_workbook_of_another_form_is_refused_whole(books, mark, value, kind):
    books.fill("PR", "1.1:L1-1", tick="✓", document="บันทึก")

    def change(book):
        page = book["pmqa"]
        row = next(n for n in range(1, 20) if page.cell(n, 1).value == mark)
        page.cell(row, 2, value)

    books.edit("PR", change)
    code, answer, _ = books.collect()
    assert (code, answer["rows"]) == (1, 0)
    assert issues(answer, kind) == [(name_of("PR"), "")]
    assert {"✓", "บันทึก"} <= {one["text"] for one in answer["set_aside"]}


def test_a_cumulative_value_that_falls_is_named(books, pmqa):
    pmqa("--office", DATA, "template", "kpi", 2567, "--out", books.folder, "--round", 6)
    books.fill("PR", "1.1:L3-1", months=6, value=60, document="บันทึก")
    places = books.fill("PR", "1.1:L3-1", value=55, document="บันทึก")
    _, answer, sheets = books.collect()
    assert issues(answer, "fell") == [(name_of("PR"), places["value"])]
    assert [row["รอบ (เดือน)"] for row in sheets["ผลการดำเนินงาน"]] == ["6", "12"]
    assert len({(row["unit"], row["months"]) for row in answer["sent"]}) == 38


def test_an_older_table_is_written_over_only_when_asked(books, pmqa, tmp_path):
    books.collect()
    target = tmp_path / "kpi_results.xlsx"
    before = target.read_bytes()
    arguments = ("--office", DATA, "collect", 2567, "--from", books.folder, "--out", target)
    code, _, err = pmqa(*arguments)
    assert (code, target.read_bytes()) == (2, before)
    assert "--replace" in err
    assert pmqa(*arguments, "--replace")[0] == 0
    assert target.read_bytes() == before


def test_a_missing_folder_is_told(pmqa, tmp_path):
    code, _, err = pmqa("--office", DATA, "collect", 2567, "--from", tmp_path / "no")
    assert code == 2
    assert "--from" in err


def test_on_a_terminal_each_unit_has_its_line(books, pmqa, tmp_path):
    books.path("PR").unlink()
    _, out, _ = pmqa("--office", DATA, "collect", 2567, "--from", books.folder,
                     "--out", tmp_path / "t.xlsx")  # fmt: skip
    line = next(line for line in out.splitlines() if " PR " in line)
    assert "ยังไม่ส่ง" in line
    assert "1.1: 10" not in line  # L3-2 shares its value with L3-1: nine are owed
    assert "1.1: 9" in line


def test_from_the_template_to_the_score(pmqa, tmp_path):
    """The whole way in an office of its own: written, filled, gathered, scored."""
    from pmqa_analysis.year import Year

    office = Path(shutil.copytree(DATA, tmp_path / "office"))
    before = Year(Office(office), 2567)
    assert before.scorecard("agreement_2567").kpis["1.1"].verdict == "not_yet_measurable"
    assert [one.kind for one in before.scorecards.issues("agreement_2567")] == ["results_not_there"]
    sent = office / "raw" / "2567" / "kpi_workbooks"
    assert pmqa("--office", office, "template", "kpi", 2567, "--out", sent)[0] == 0
    books = Workbooks(sent, pmqa)
    proof = {"document": "รายงานผลโครงการ"}
    books.fill("PR", "1.1:L1-1", tick="✓", **proof)
    books.fill("PR", "1.1:L3-1", value=100, **proof)
    books.fill("PR", "1.1:L5-1", tick="✓", **proof)
    for condition, value in zip("123456", (60, 84.99, 60, 80, 80, 70), strict=True):
        books.fill("PR", f"1.1:C{condition}", value=value, **proof)
    assert pmqa("--office", office, "collect", 2567)[0] == 0
    year = Year(Office(office), 2567)
    kpi = year.scorecard("agreement_2567").kpis["1.1"]
    assert (kpi.score.shown, kpi.verdict) == ("4.0000", "partly_met")
    assert year.scorecards.issues("agreement_2567") == ()
    assert year.scorecard("agreement_2567").kpis["1.2"].verdict == "not_yet_measurable"


def test_the_hr_plan_is_gathered_with_the_values_of_its_kpis(pmqa, tmp_path):
    sent, out = tmp_path / "sent", tmp_path / "hr.xlsx"
    assert pmqa("--office", DATA, "template", "kpi", 2566, "--out", sent)[0] == 0
    path = sent / "hr_plan_2566_round12_POL.xlsx"
    book = openpyxl.load_workbook(path)
    page = book[ITEMS]
    row = next(n for n in range(1, 99) if page.cell(n, 1).value == "kpi:K-3.2.2-2")
    page.cell(row, COLUMNS.index("value") + 1, 94.99)
    page.cell(row, COLUMNS.index("document") + 1, "ผล ITA")
    book.save(path)
    code, told, _ = pmqa("--office", DATA, "collect", 2566, "--from", sent, "--out", out, "--json")
    assert (code, json.loads(told)["rows"]) == (0, 1)
    (gathered,) = sheets_of(out)["ผลการดำเนินงาน"]
    assert (gathered["ตัวชี้วัด"], gathered["ผล"], gathered["หน่วยงาน"]) == (
        "K-3.2.2-2", "94.99", "POL",
    )  # fmt: skip
    office = Office(shutil.copytree(DATA, tmp_path / "office"))
    shutil.copy(out, office.folder / "raw" / "hr.xlsx")
    framework = load_framework(
        office, Ledger(), "hr_plan_2566", {"kpi-framework-2567", "hr-plan-2566"}
    )
    results = clean_kpi_results(load_scorecard_results(office, "raw/hr.xlsx"), framework)
    assert str(results.measured(framework, "K-3.2.2-2", 12).value) == "9499/100"


def test_scores_typed_into_an_older_table_are_never_lost(books, tmp_path):
    books.fill("PR", "kpi:1.1", sheet=KPIS, self_score=5)
    books.collect()
    target = tmp_path / "kpi_results.xlsx"
    for score in ("3", "4"):
        book = openpyxl.load_workbook(target)
        page = book.worksheets[0]
        titles = [cell.value for cell in page[1]]
        page.cell(2, titles.index("คะแนนกรรมการ") + 1, score)
        book.save(target)
        books.collect("--replace")
    kept = sorted(tmp_path.glob("kpi_results.before-*.xlsx"))
    assert [path.name for path in kept] == [f"kpi_results.before-{n}.xlsx" for n in (1, 2)]
    scores = [sheets_of(path)["ผลการดำเนินงาน"][0]["คะแนนกรรมการ"] for path in kept]
    assert scores == ["3", "4"]
    assert "คะแนนกรรมการ" not in sheets_of(target)["ผลการดำเนินงาน"][0]


def test_gathering_the_same_again_keeps_nothing_aside(books, tmp_path):
    books.collect()
    books.collect("--replace")
    assert list(tmp_path.glob("kpi_results.before-*")) == []
