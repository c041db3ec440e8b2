"""The command as an office worker meets it: what it answers, refuses, and never does."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from tests.offices import CLAIMS, CORRECTIONS, DATA, ELSEWHERE, MEASURES, RESULTS, SETTINGS

PUBLISHED = "published/2563.csv"
REPORTS = re.findall(r"\{id: (\w+)", (DATA / SETTINGS).read_text(encoding="utf-8"))
ENGLISH = re.compile("[A-Za-z]{3}")
THAI = re.compile("[\u0e01-\u0e2e]")


@pytest.fixture
def office(tmp_path):
    """Return a copy of the committed office, to be broken."""
    return Path(shutil.copytree(DATA, tmp_path / "office"))


def change(office, path, old, new):
    text = (office / path).read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r}"
    (office / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# What is well


def test_check_says_that_the_year_is_ready(pmqa):
    code, out, err = pmqa("--office", DATA, "check", 2563)
    assert (code, err) == (0, "")
    assert "พร้อมจัดทำ" in out
    assert f"{len(REPORTS)} reports, 217 figures, 2 issues; ready to run." in out


def test_verify_says_how_many_figures_were_compared_and_agree(pmqa):
    code, out, err = pmqa("--office", DATA, "verify", 2563)
    assert (code, err) == (0, "")
    compared, agreed = map(int, re.search(r"(\d+) figures compared .*, (\d+) agree", out).groups())
    assert compared == agreed >= 178


def test_list_names_the_reports(pmqa):
    code, out, _ = pmqa("--office", DATA, "list", 2563)
    names = [line.split()[0] for line in out.splitlines()]
    assert code == 0
    assert names == REPORTS


@pytest.mark.parametrize("command", ["check", "verify", "list"])
def test_json_can_be_read_by_a_program(pmqa, command):
    code, out, err = pmqa("--office", DATA, command, 2563, "--json")
    assert (code, err) == (0, "")
    assert isinstance(json.loads(out), dict)


def test_json_of_a_verification_counts(pmqa):
    answer = json.loads(pmqa("--office", DATA, "verify", 2563, "--json")[1])
    assert (answer["compared"], answer["agreed"], answer["unexplained"]) == (216, 216, 0)
    assert answer["findings"] == []


def test_json_of_a_check_tells_each_issue_in_both_languages(pmqa):
    answer = json.loads(pmqa("--office", DATA, "check", 2563, "--json")[1])
    assert answer["reports"] == len(REPORTS)
    assert [issue["kind"] for issue in answer["issues"]] == ["corrected", "flagged"]
    assert all(THAI.search(issue["th"]) and issue["en"] for issue in answer["issues"])


@pytest.mark.parametrize("command", ["check", "verify", "list"])
def test_quiet_says_nothing(pmqa, command):
    assert pmqa("--office", DATA, command, 2563, "--quiet") == (0, "", "")


def test_a_year_may_be_given_in_thai_digits(pmqa):
    assert pmqa("--office", DATA, "list", "๒๕๖๓")[0] == 0


# Wrong use: exit 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "2562"], "settings/2562.yml"),
        (["run", "2562"], "settings/2562.yml"),
        (["verify", "2020"], "2563"),
        (["list", "next"], "“next”"),
        (["run", "2563", "--only", "categry_1"], "“category_1”"),
        (["run", "2563", "--only", "annual_result"], "“annual_results”"),
        (["run", "2563", "--notebooks", "."], "category_analysis.ipynb"),
    ],
)
def test_wrong_use_is_told_in_thai_and_english_and_exits_2(
    pmqa, tmp_path, monkeypatch, arguments, told
):
    monkeypatch.chdir(tmp_path)
    code, out, err = pmqa("--office", DATA, *arguments)
    assert (code, out) == (2, "")
    thai, english = err.strip().splitlines()[:2]
    assert told in thai
    assert told in english
    assert THAI.search(thai)
    assert not THAI.search(english.replace("สมุดงาน", ""))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["run"], ["fly", "2563"], ["run", "2563", "--jobs", "0"], ["run", "2563", "--jobs", "two"],
     ["check", "2563", "--only", "category_1"], ["--office"]],
)  # fmt: skip
def test_a_command_line_that_makes_no_sense_exits_2(pmqa, arguments):
    assert pmqa(*arguments)[0] == 2


def test_no_office_is_told_with_what_to_do(pmqa, tmp_path):
    code, _, err = pmqa("--office", tmp_path, "check", 2563)
    assert code == 2
    assert "--office" in err
    assert str(tmp_path) in err


@pytest.mark.parametrize("place", ["a file", "in a file"])
def test_a_folder_that_cannot_be_written_exits_2(pmqa, tmp_path, place):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    out = tmp_path / "file" if place == "a file" else tmp_path / "file" / "outputs"
    code, _, err = pmqa("--office", DATA, "run", 2563, "--only", "category_4", "--out", out)
    assert code == 2
    assert "--out" in err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_no_run_has_made_is_not_overwritten(pmqa, tmp_path):
    mine = tmp_path / "2563" / "category_4" / "thesis.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    code, _, err = pmqa("--office", DATA, "run", 2563, "--only", "category_4", "--out", tmp_path)
    assert code == 2
    assert "category_4" in err
    assert digests(tmp_path).keys() == {"2563/category_4/thesis.txt"}


# Broken offices: a sentence in both languages, never a traceback


def written(path, content):
    return lambda office: (office / path).write_bytes(
        content if isinstance(content, bytes) else content.encode()
    )


def changed(path, old, new):
    return lambda office: change(office, path, old, new)


def removed(path):
    return lambda office: (office / path).unlink()


def a_folder_instead(path):
    def break_it(office):
        (office / path).unlink()
        (office / path).mkdir()

    return break_it


def a_workbook(cells):
    """Return a breaker that makes the results a workbook with these cells changed."""

    def break_it(office):
        book = openpyxl.Workbook()
        for line in (office / RESULTS).read_text(encoding="utf-8").splitlines()[:3]:
            book.active.append(line.split(","))
        for place, value in cells.items():
            book.active[place] = value
        book.save(office / "raw/2563/results.xlsx")
        change(office, SETTINGS, "results.csv", "results.xlsx")

    return break_it


def not_a_workbook(office):
    shutil.copy(office / RESULTS, office / "raw/2563/results.xlsx")
    change(office, SETTINGS, "results.csv", "results.xlsx")


EIGHT = "2563,actual,8,8"
BROKEN = {
    "a tab in the settings": (written(SETTINGS, "\tfiscal_year: 2563"), 2, "2563.yml"),
    "an open bracket in the settings": (changed(SETTINGS, "2562]", "2562"), 2, "2563.yml"),
    "a list for settings": (written(SETTINGS, "- 2563"), 2, "2563.yml"),
    "empty settings": (written(SETTINGS, ""), 2, "2563.yml"),
    "settings that are a folder": (a_folder_instead(SETTINGS), 2, "2563.yml"),
    "a number for a key": (changed(SETTINGS, "policies:", "1: 2\npolicies:"), 2, "“1”"),
    "a mistyped key": (changed(SETTINGS, "rounding:", "roundng:"), 2, "“rounding”"),
    "a doubled key": (changed(SETTINGS, "inputs:", "fiscal_year: 2563\ninputs:"), 2, "fiscal_year"),
    "a bad date for a year": (changed(SETTINGS, ": 2563", ": 2563-13-45"), 2, "2563.yml"),
    "a history in the future": (changed(SETTINGS, "2561, 2562", "2562, 2564"), 2, "history"),
    "a history of the Common Era": (changed(SETTINGS, "2561, 2562", "2018, 2019"), 2, "history"),
    "a category in words": (changed(SETTINGS, "category: 7", "category: เจ็ด"), 2, "category_7"),
    "a mistyped parameter": (changed(SETTINGS, "category: 7", "categry: 7"), 2, "“category”"),
    "a notebook that is not there": (
        changed(SETTINGS, "notebook: annual_results", "notebook: annual"),
        2,
        "annual.ipynb",
    ),
    "a report outside its folder": (changed(SETTINGS, "id: annual", "id: ../annual"), 2, "reports"),
    "two reports of one name": (
        changed(SETTINGS, "id: category_2", "id: category_1"),
        2,
        "category_1",
    ),
    "an input outside the office": (
        changed(SETTINGS, RESULTS, "../../etc/passwd"),
        1,
        "etc/passwd",
    ),
    "an input that is a folder": (changed(SETTINGS, RESULTS, "raw/2563"), 1, "raw/2563"),
    "an office card in cp874": (
        written("office.yml", "id: a\nname_th: สำนักงาน\nname_en: x".encode("cp874")),
        2,
        "office.yml",
    ),
    "an empty office card": (written("office.yml", ""), 2, "office.yml"),
    "an office id with blanks": (changed("office.yml", "id: senate", "id: my office"), 2, "id"),
    "results removed": (removed(RESULTS), 1, RESULTS),
    "results that are a folder": (a_folder_instead(RESULTS), 1, RESULTS),
    "results that are empty": (written(RESULTS, ""), 1, RESULTS),
    "results in no encoding": (written(RESULTS, b"measure,section\n\xff\xff"), 1, RESULTS),
    "a missing column": (changed(RESULTS, "kind,value", "kind,values"), 1, "value"),
    "a doubled column": (changed(RESULTS, "unit_printed", "name_printed"), 1, "name_printed"),
    "a short row": (changed(RESULTS, "target,1,1,,,", "target,1,1,,"), 1, f"{RESULTS}:2"),
    "an open quote": (changed(RESULTS, EIGHT, '2563,actual,"8,8'), 1, f"{RESULTS}:5"),
    "a word for a value": (changed(RESULTS, EIGHT, "2563,actual,แปด,8"), 1, f"{RESULTS}:5 [value]"),
    "a word for a print": (
        changed(RESULTS, EIGHT, "2563,actual,8,แปด"),
        1,
        f"{RESULTS}:5 [printed]",
    ),
    "a number too long": (
        changed(RESULTS, EIGHT, f"2563,actual,{'9' * 4300},{'9' * 4300}"),
        1,
        f"{RESULTS}:5",
    ),
    "an exponent": (changed(RESULTS, EIGHT, "2563,actual,8e2,8e2"), 1, f"{RESULTS}:5"),
    "infinity": (changed(RESULTS, EIGHT, "2563,actual,inf,inf"), 1, f"{RESULTS}:5"),
    "an unknown indicator": (
        changed(RESULTS, "7.1.1,part3,2561", "7.1.9,part3,2561"),
        1,
        f"{RESULTS}:3",
    ),
    "a year of the Common Era": (changed(RESULTS, "part3,2561", "part3,2018"), 1, f"{RESULTS}:3"),
    "a figure twice": (
        changed(RESULTS, "part3,2562,actual,1,1", f"part3,{EIGHT}"),
        1,
        f"{RESULTS}:5",
    ),
    "a target without a unit": (
        changed(MEASURES, "เรื่อง,matters,เรื่อง,matters", ",,,"),
        1,
        "7.1.1",
    ),
    "a wrong direction": (changed(MEASURES, ",higher,", ",up,"), 1, f"{MEASURES}:2 [direction]"),
    "a measure twice": (changed(MEASURES, "7.1.2,7.1", "7.1.1,7.1"), 1, f"{MEASURES}:3"),
    "a group that there is not": (changed(MEASURES, "7.1.2,7.1", "7.1.2,7.9"), 1, "7.9"),
    "a category that there is not": (
        changed("reference/category_measures.csv", "1,7.4.1", "9,7.4.1"),
        1,
        "“9”",
    ),
    "a category in letters": (
        changed("reference/categories.csv", "\n1,", "\nหนึ่ง,"),
        1,
        "reference/categories.csv:2",
    ),
    "a claim on an unknown indicator": (changed(CLAIMS, "7.2.1 7.3.3", "7.2.1 7.3.9"), 1, CLAIMS),
    "a correction that matches nothing": (
        changed(CORRECTIONS, '"7.2.2"', '"7.2.9"'),
        1,
        "close-bracket-7.2.2",
    ),
    "a correction whose source was repaired": (
        changed(CORRECTIONS, "expect: ", "expect: x"),
        1,
        CORRECTIONS,
    ),
    "corrections that are no list": (written(CORRECTIONS, "hello"), 1, CORRECTIONS),
    "a correction without its parts": (written(CORRECTIONS, "- {id: x}"), 1, f"{CORRECTIONS} #1"),
    "a reference removed": (removed("reference/groups.csv"), 1, "reference/groups.csv"),
    "a formula in a workbook": (a_workbook({"E2": "=1+1"}), 1, "E2"),
    "a date in a workbook": (
        a_workbook({"E2": datetime(2020, 9, 30)}),
        1,
        "Sheet!E2 [value]",
    ),
    "a CSV that is called a workbook": (not_a_workbook, 1, "results.xlsx"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_office_is_told_in_thai_and_english_without_a_traceback(pmqa, office, name):
    break_it, expected, told = BROKEN[name]
    break_it(office)
    code, out, err = pmqa("--office", office, "check", 2563)
    assert code == expected
    assert told in err
    assert THAI.search(err)
    assert ENGLISH.search(err)
    assert "Traceback" not in out + err
    assert out == ""


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (PUBLISHED, ""),
        (PUBLISHED, "section,measure\n"),
        (PUBLISHED, b"\xff\xfe\x00"),
        (PUBLISHED, None),
    ],
)
def test_a_broken_print_is_told_by_verify_without_a_traceback(pmqa, office, path, content):
    removed(path)(office) if content is None else written(path, content)(office)
    code, out, err = pmqa("--office", office, "verify", 2563)
    assert code == 1
    assert path in err
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    "path", ["office.yml", SETTINGS, RESULTS, PUBLISHED, MEASURES, CORRECTIONS]
)
def test_a_byte_order_mark_is_no_fault(pmqa, office, path):
    (office / path).write_bytes(b"\xef\xbb\xbf" + (office / path).read_bytes())
    assert pmqa("--office", office, "check", 2563)[0] == 0
    assert pmqa("--office", office, "verify", 2563)[0] == 0


def test_a_workbook_of_results_is_as_good_as_a_csv(pmqa, office):
    book = openpyxl.Workbook()
    for number, line in enumerate((office / RESULTS).read_text(encoding="utf-8").splitlines()):
        (cells,) = csv.reader([line])
        if number and cells[4]:
            cells[4] = float(cells[4]) if "." in cells[4] else int(cells[4])
        book.active.append(cells)
    book.save(office / "raw/2563/results.xlsx")
    change(office, SETTINGS, "results.csv", "results.xlsx")
    assert pmqa("--office", office, "verify", 2563)[0] == 0


def test_several_faults_are_told_together(pmqa, office):
    change(office, RESULTS, EIGHT, "2563,actual,แปด,8")
    change(office, RESULTS, "2563,actual,84,84", "2563,actual,84,48")
    _, _, err = pmqa("--office", office, "check", 2563)
    assert f"{RESULTS}:5 [value]" in err
    assert f"{RESULTS}:13 [value]" in err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp874"])
@pytest.mark.parametrize("command", ["list", "verify"])
def test_a_pipe_without_our_letters_is_no_reason_to_fail(encoding, command):
    done = pmqa_process("--office", str(DATA), command, "2563", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def pmqa_process(*arguments, **environment):
    program = "from pmqa_analysis.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], env={**os.environ, **environment},
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip


# Verification: one digit


def test_a_digit_changed_in_value_and_print_is_found_with_its_cell(pmqa, office):
    change(office, RESULTS, "2563,actual,97.14,97.14", "2563,actual,97.41,97.41")
    code, _, err = pmqa("--office", office, "verify", 2563)
    assert code == 1
    assert f"{RESULTS}:17 [value]: computed 97.41, but {PUBLISHED}:17 has 97.14." in err


@pytest.mark.parametrize("new", ["97.41,97.14", "97.14,97.41"])
def test_a_digit_changed_on_one_side_only_is_found_with_its_cell(pmqa, office, new):
    change(office, RESULTS, "2563,actual,97.14,97.14", f"2563,actual,{new}")
    for command in ("verify", "check", "run"):
        code, _, err = pmqa("--office", office, command, 2563, *(
            ["--out", office / "out"] if command == "run" else []))  # fmt: skip
        assert code == 1
        assert f"{RESULTS}:17 [value]" in err
    assert not (office / "out").exists()


def test_a_digit_changed_in_a_category_table_is_found_with_its_cell(pmqa, office):
    old = "7.1.4,cat2_summary,2563,actual,97.14,97.14"
    change(office, ELSEWHERE, old, old.replace("97.14", "97.15"))
    code, _, err = pmqa("--office", office, "verify", 2563)
    lines = (office / ELSEWHERE).read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, start=1) if "97.15" in line)
    assert code == 1
    assert f"{ELSEWHERE}:{row} [value]: computed 97.15" in err


def test_a_digit_changed_in_the_print_is_found_with_its_row(pmqa, office):
    change(office, PUBLISHED, "2563,actual,97.14,2", "2563,actual,97.44,2")
    code, _, err = pmqa("--office", office, "verify", 2563)
    assert code == 1
    assert re.search(rf"{PUBLISHED}:\d+ has 97\.44", err)
    assert f"{RESULTS}:17 [value]" in err


def test_a_row_too_many_in_the_print_is_missing_in_the_data(pmqa, office):
    change(office, PUBLISHED, "part3,7.1.1,2563,target", "part3,7.1.1,2560,target")
    code, _, err = pmqa("--office", office, "verify", 2563)
    assert code == 1
    assert "part3 / 7.1.1 / 2560 / target" in err


def test_a_difference_that_is_known_is_listed_and_passes(pmqa, office):
    row = "part3,7.1.4,2563,actual,97.14,2,half_up,pmqa-application-2563,2385,exact,"
    known = row.replace("97.14", "97.10").replace("exact,", "known_difference,พิมพ์ผิด")
    change(office, PUBLISHED, row, known)
    code, out, err = pmqa("--office", office, "verify", 2563)
    assert (code, err) == (0, "")
    assert "97.10" in out
    counts = json.loads(pmqa("--office", office, "verify", 2563, "--json")[1])
    assert (counts["known"], counts["agreed"], counts["unexplained"]) == (1, 215, 0)


def test_a_known_difference_that_is_none_any_more_fails(pmqa, office):
    row = "part3,7.1.4,2563,actual,97.14,2,half_up,pmqa-application-2563,2385,exact,"
    change(office, PUBLISHED, row, row.replace("exact,", "known_difference,พิมพ์ผิด"))
    code, _, err = pmqa("--office", office, "verify", 2563)
    assert code == 1
    assert "พิมพ์ผิด" in err


def test_a_known_difference_needs_a_reason(pmqa, office):
    row = "2385,exact,"
    change(office, PUBLISHED, row, "2385,known_difference,")
    code, _, err = pmqa("--office", office, "verify", 2563)
    assert code == 1
    assert "reason" in err


def test_quiet_does_not_hide_a_difference(pmqa, office):
    change(office, PUBLISHED, "2563,actual,97.14,2", "2563,actual,97.44,2")
    code, out, err = pmqa("--office", office, "verify", 2563, "--quiet")
    assert (code, out) == (1, "")
    assert "97.44" in err


# Another office: the same layout, other names, one category

NAMES = {
    "สำนักงานเลขาธิการวุฒิสภา": "สำนักงานตัวอย่าง", "สมาชิกสภานิติบัญญัติแห่งชาติ": "ผู้แทนรุ่นก่อน",
    "นิติบัญญัติ": "บริการ", "วุฒิสภา": "ตัวอย่าง", "Secretariat": "Office", "Senators": "Members",
    "senators": "members", "senator": "member", "Senate": "Sample", "senate": "sample",
    "National Legislative Assembly": "former body",
}  # fmt: skip
TEXTS = {".html", ".csv", ".json", ".ipynb", ".svg"}
OF_THE_SENATE = re.compile(r"senat|วุฒิ", re.IGNORECASE)
ONE_REPORT = """\
fiscal_year: 2563
history: [2561, 2562]
inputs: {results: raw/2563/results.csv}
reports: [{id: planning, notebook: category_analysis, parameters: {category: 2}}]
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Return the folder of another office, and the set that was built of it."""
    folder = tmp_path_factory.mktemp("sample")
    office, out = folder / "office", folder / "out"
    shutil.copytree(DATA, office, ignore=shutil.ignore_patterns("published", "elsewhere.csv"))
    for path in [path for path in office.rglob("*") if path.is_file()]:
        text = path.read_text(encoding="utf-8")
        for old, new in NAMES.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    (office / SETTINGS).write_text(ONE_REPORT, encoding="utf-8")
    (office / CORRECTIONS).unlink()
    links = office / "reference/category_measures.csv"
    kept = [
        line for line in links.read_text(encoding="utf-8").splitlines() if line[:2] in ("ca", "2,")
    ]
    links.write_text("\n".join(kept) + "\n", encoding="utf-8")
    done = pmqa_process("--office", str(office), "run", "2563", "--out", str(out), "--json")
    assert done.returncode == 0, done.stderr.decode()
    return office, out, json.loads(done.stdout)


def test_another_office_has_its_report(sample):
    _, out, answer = sample
    assert answer["built"] == 1
    assert answer["reports"][0]["report"] == "planning"
    assert answer["verification"] is None
    assert (out / "2563" / "planning" / "report.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_of_another_office_names_the_senate(sample):
    _, out, _ = sample
    texts = [path for path in out.rglob("*") if path.suffix in TEXTS]
    assert len(texts) > 8
    named = [path for path in texts if OF_THE_SENATE.search(path.read_text(encoding="utf-8"))]
    assert named == []


def test_no_page_of_another_office_s_pdf_names_the_senate(sample):
    _, out, _ = sample
    reader = PdfReader(out / "2563" / "planning" / "report.pdf")
    text = " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    assert not OF_THE_SENATE.search(text)
    assert "สำนักงานตัวอย่าง" in text


def test_a_set_without_a_print_says_that_there_is_none(sample):
    _, out, _ = sample
    assert "There is no print to verify against." in (out / "2563/index.html").read_text(
        encoding="utf-8"
    )


def test_another_office_s_set_is_not_overwritten(pmqa, sample):
    _, out, _ = sample
    before = digests(out)
    code, _, err = pmqa("--office", DATA, "run", 2563, "--out", out)
    assert code == 2
    assert "“sample”" in err
    assert digests(out) == before


def test_data_that_fail_leave_the_old_set_untouched(pmqa, sample, tmp_path):
    office, out, _ = sample
    broken = Path(shutil.copytree(office, tmp_path / "broken"))
    change(broken, RESULTS, EIGHT, "2563,actual,แปด,8")
    before = digests(out)
    code, said, err = pmqa("--office", broken, "run", 2563, "--out", out)
    assert code == 1
    assert f"{RESULTS}:5 [value]" in err
    assert "“แปด”" in err
    assert "Traceback" not in said + err
    assert digests(out) == before


def test_a_report_that_fails_leaves_the_old_one_and_is_told(pmqa, sample, tmp_path):
    office, out, _ = sample
    own, wrong = Path(shutil.copytree(out, tmp_path / "out")), tmp_path / "wrong"
    shutil.copytree(office, wrong)
    change(
        wrong,
        SETTINGS,
        "notebook: category_analysis,",
        "notebook: category_analysis, max_pages: 1,",
    )
    before = digests(own / "2563" / "planning")
    code, said, err = pmqa("--office", wrong, "run", 2563, "--out", own)
    assert code == 1
    assert "planning" in err
    assert "เกินที่กำหนดไว้ 1 หน้า" in err
    assert "more than the limit of 1" in err
    assert "Traceback" not in said + err
    assert digests(own / "2563" / "planning") == before
    assert "ไม่สำเร็จ" in (own / "2563/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_category_that_is_not_there_is_refused_before_any_kernel(pmqa, sample, tmp_path, command):
    wrong = Path(shutil.copytree(sample[0], tmp_path / "wrong"))
    change(wrong, SETTINGS, "category: 2", "category: 9")
    code, _, err = pmqa("--office", wrong, command, 2563)
    assert code == 2
    assert "ไม่มีหมวด 9" in err
    assert "There is no category 9." in err
