"""What stands beside a scorecard: character, Green Office, innovations, words."""

import pytest

from pmqa_analysis.assess.scorecards.figures import ScoreFigures
from pmqa_analysis.assess.scorecards.trends import count_coverage
from pmqa_analysis.clean.ledger import Ledger
from pmqa_analysis.clean.scorecards.registers import load_registers
from pmqa_analysis.errors import DataError
from pmqa_analysis.office import Office
from pmqa_analysis.present.scorecards import passages, registers
from tests.assess.scorecards.reports import DOCUMENTS, framework
from tests.offices import DATA, refused
from tests.present.scorecards.samples import WORDS, row_of, texts

AGREEMENT, PLAN = "agreement_2567", "hr_plan_2566"
FOLDER = f"reference/frameworks/{AGREEMENT}"


@pytest.fixture
def beside():
    return load_registers(Office(DATA), Ledger(), framework(AGREEMENT), DOCUMENTS)


def test_all_eight_kpis_are_classed_as_outcomes():
    table = registers.classification_table(framework(AGREEMENT), WORDS)
    classed = {row[0][:3]: row[1] for row in texts(table) if len(row) == 2 and row[1]}
    assert len(classed) == 8
    assert set(classed.values()) == {"ผลลัพธ์"}
    assert registers.classification_table(framework(PLAN), WORDS) is None


def covered(scale="green_office"):
    one = framework(AGREEMENT)
    return count_coverage(one, scale, ScoreFigures(one, 12, "equal_split"))


def test_green_office_covers_five_eleven_and_nineteen_of_nineteen():
    years = covered()
    assert {year.fiscal_year: year.reached.value for year in years} == {2566: 5, 2567: 11, 2568: 19}
    told = registers.coverage_answer(years, WORDS).text
    assert told.startswith(
        "หน่วยงานที่ครอบคลุมสะสม ปี 2566 5 → ปี 2567 11 → ปี 2568 19 จากทั้งหมด 19 หน่วยงาน"
    )


def test_certified_units_have_their_grade_and_planned_ones_none():
    one = framework(AGREEMENT)
    table = registers.coverage_table(one, "green_office", covered(), WORDS)
    assert row_of(table, "สำนักการพิมพ์") == ["สำนักการพิมพ์", "2566", "✓ ระดับดีเยี่ยม (ทอง)"]
    assert row_of(table, "สำนักกฎหมาย")[1:] == ["2567", "ตามแผน"]
    assert row_of(table, "สะสมถึงปี 2568")[2] == "19"


def test_a_scale_that_covers_nothing_has_no_table():
    assert registers.coverage_table(framework(AGREEMENT), "ita", covered("ita"), WORDS) is None
    assert registers.coverage_answer(covered("ita"), WORDS) is None


def test_grades_stand_as_printed_beside_the_bounds_used():
    table = registers.grades_table(framework(AGREEMENT), "ita", WORDS)
    assert texts(table)[0] == ["ระดับ AA", "95.00 - 100 | AA", "95"]
    assert registers.grades_table(framework(AGREEMENT), "moral_organisation", WORDS) is None


def test_seventeen_innovations_belong_to_nineteen_units(beside):
    assert len(beside.innovations) == 17
    assert len({unit for one in beside.innovations for unit in one.units}) == 19
    table = registers.innovations_table(beside.innovations, framework(AGREEMENT), WORDS)
    assert row_of(table, "2")[2] == "การบริการ และเชิงนโยบาย"
    assert registers.innovations_table([], framework(AGREEMENT), WORDS) is None


def test_every_word_of_the_glossary_has_its_meaning_and_its_kpi(beside):
    table = registers.glossary_table(beside.glossary, WORDS)
    assert len(table.rows) == 14
    assert all(text for row in texts(table) for text in row)
    assert registers.glossary_table([], WORDS) is None


def test_a_framework_without_registers_has_none():
    found = load_registers(Office(DATA), Ledger(), framework(PLAN), DOCUMENTS)
    assert (found.glossary, found.innovations) == ((), ())
    assert len(found.levels) == 2


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("glossary", "ก,a,ข,b,9.9,kpi-framework-2567,1,", "9.9"),
        ("glossary", "ก,a,ข,b,1.1,other,1,", "other"),
        ("innovations", "2566,1,ก,a,service,XXX,p,o,kpi-framework-2567,1,", "XXX"),
        ("innovations", "2566,1,ก,a,magic,PR,p,o,kpi-framework-2567,1,", "magic"),
        ("levels", "virtue,2567,target,3,ก,a,p,kpi-framework-2567,1,", "virtue"),
        ("levels", "moral_organisation,2567,target,9,ก,a,p,kpi-framework-2567,1,", "9"),
    ],
)
def test_a_register_names_only_what_there_is(tmp_path, name, row, words):
    head = (DATA / FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    path = tmp_path / FOLDER / f"{name}.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    (tmp_path / "office.yml").write_text("id: x\nname_th: x\nname_en: x\n", encoding="utf-8")
    with refused(DataError, words, f"{name}.csv:2"):
        load_registers(Office(tmp_path), Ledger(), framework(AGREEMENT), DOCUMENTS)


def test_an_empty_table_brings_no_heading():
    assert list(passages.headed("glossary", None, WORDS)) == []
    table = registers.classification_table(framework(AGREEMENT), WORDS)
    assert len(list(passages.headed("classification", table, WORDS))) == 2


def test_the_answer_counts_what_the_annexes_hold(beside):
    runs = passages.annexes_answer(framework(AGREEMENT), beside, WORDS)
    assert "นวัตกรรม 17 รายการ และคำศัพท์ 14 คำ" in "".join(run.text for run in runs)


def test_a_count_of_units_names_the_lines_of_its_document_once():
    sources = [year.added.source for year in covered()]
    assert sources[0] == "kpi-framework-2567:511, 512, 513, 514, 515"
    assert all(source.count("kpi-framework-2567") == 1 for source in sources)
