"""``pmqa codebook``: a first codebook, and what drifted since."""

import json

import pytest
import yaml

from tests.clean.surveys.samples import BOOK, PATH, SECRET, SPEED, STAFF, a_row
from tests.load.books import saved, workbook
from tests.year.offices import COUNTER, ONLINE, csv_of, survey_office


@pytest.fixture
def office(tmp_path):
    survey_office(tmp_path)
    return tmp_path


def test_a_first_codebook_is_printed(pmqa, office):
    code, out, err = pmqa("codebook", "new", office / ONLINE)
    book = yaml.safe_load(out)
    assert (code, err, book["survey"]) == (0, "", "online")
    assert book["sources"][0] == {
        "id": "main", "name_th": "?", "kind": "google_forms", "path": ONLINE
    }  # fmt: skip
    assert SECRET not in out


def test_a_first_codebook_is_written_once(pmqa, office):
    out = office / "codebooks" / "fresh.yml"
    arguments = ("codebook", "new", office / ONLINE, "--survey", "fresh", "--out", out)
    assert pmqa(*arguments)[0] == 0
    before = out.read_bytes()
    code, _, err = pmqa(*arguments)
    assert (code, out.read_bytes()) == (2, before)
    assert "fresh.yml" in err


def test_an_unfinished_codebook_is_refused_with_its_open_places(pmqa, office):
    out = office / "codebooks" / "fresh.yml"
    pmqa("codebook", "new", office / ONLINE, "--survey", "fresh", "--out", out)
    code, _, err = pmqa("--office", office, "codebook", "check", "fresh", office / ONLINE)
    assert code == 2
    assert "name_th" in err


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [(["no.csv"], 1, "no.csv"), (["--survey", "Ab"], 2, "Ab"), (["--sheet", "x"], 0, "")],
)
def test_what_cannot_be_drafted(pmqa, office, arguments, code, word):
    files = [] if arguments == ["no.csv"] else [office / ONLINE]
    found, _, err = pmqa("codebook", "new", *files, *arguments)
    assert found == code
    assert word in err


def test_a_file_that_agrees_has_no_differences(pmqa, office):
    code, out, _ = pmqa("--office", office, "codebook", "check", "small", office / ONLINE)
    assert code == 0
    assert "0 differences" in out


def drifted(office):
    """Write an export with a reworded, a lacking and an unknown column, in another order."""
    row = {("ความรวดเร็วในการให้บริการ" if key == SPEED else key): text
           for key, text in reversed(a_row().items()) if key != "เพศ"}  # fmt: skip
    (office / COUNTER).write_text(csv_of({**row, "ใหม่": SECRET}), encoding="utf-8")


def test_differences_are_told_with_their_likeness_and_no_answer(pmqa, office):
    drifted(office)
    code, out, err = pmqa("--office", office, "codebook", "check", "small", office / COUNTER,
                          "--json")  # fmt: skip
    found = json.loads(out)["findings"]
    kinds = [(one["kind"], one["target"]) for one in found]
    assert code == 1
    assert kinds == [
        ("missing", "sex"), ("missing", "speed"),
        ("unexpected", "ความรวดเร็วในการให้บริการ"), ("unexpected", "ใหม่"), ("reworded", "speed"),
    ]  # fmt: skip
    assert found[-1]["similarity"] > 0.8
    assert SECRET not in out + err


def test_several_files_are_compared_at_once(pmqa, office):
    drifted(office)
    files = (office / ONLINE, office / COUNTER)
    code, out, _ = pmqa("--office", office, "codebook", "check", "small", *files)
    assert code == 1
    assert "0 differences" in out
    assert "5 differences" in out


def test_last_years_codebook_may_be_another(pmqa, office):
    items = [{**BOOK["items"][0], "scale": "two"}, {**BOOK["items"][1], "titles": ["มารยาท"]}]
    last = {**BOOK, "survey": "old", "years": [2566], "items": items}
    (office / "codebooks" / "old.yml").write_text(
        yaml.safe_dump(last, allow_unicode=True), encoding="utf-8"
    )
    code, out, _ = pmqa("--office", office, "codebook", "check", "small", office / ONLINE,
                        "--last-year", "old", "--json")  # fmt: skip
    kinds = [(one["kind"], one["target"]) for one in json.loads(out)["findings"]]
    assert code == 0
    assert kinds == [("scale_changed", "speed"), ("reworded", "staff")]


@pytest.mark.parametrize(
    ("more", "word"),
    [(["--year", "2560"], "2560"), (["--source", "onlin"], "onlin"), (["--year", "2024"], "2567")],
)
def test_an_unknown_year_or_source_is_wrong_use(pmqa, office, more, word):
    code, _, err = pmqa("--office", office, "codebook", "check", "small", office / ONLINE, *more)
    assert code == 2
    assert word in err


def test_a_column_twice_is_told_with_its_place(pmqa, office):
    text = csv_of(a_row()).replace("คะแนน", STAFF, 1)
    (office / ONLINE).write_text(text, encoding="utf-8")
    code, _, err = pmqa("--office", office, "codebook", "check", "small", office / ONLINE)
    assert code == 1
    assert "staff" in err


def test_the_codebook_stays_as_it_was(pmqa, office):
    before = (office / PATH).read_bytes()
    pmqa("--office", office, "codebook", "check", "small", office / ONLINE)
    assert (office / PATH).read_bytes() == before


def test_a_codebook_that_is_not_there_is_told_with_those_that_are(pmqa, office):
    for arguments in (("codebook", "check", "smal", office / ONLINE),
                      ("simulate", "smal", "--year", "2567")):  # fmt: skip
        code, _, err = pmqa("--office", office, *arguments)
        assert code == 2
        assert "codebooks/smal.yml" in err
        assert "small" in err.partition("smal.yml")[2]


def test_the_largest_sheet_is_drafted_and_the_choice_told(pmqa, tmp_path):
    book = workbook(["แบบสำรวจ"], ["โปรดกรอก"], title="คำชี้แจง")
    answers = book.create_sheet("คำตอบ")
    for row in (["ที่", "เพศ", SPEED], *([number, "หญิง", 5] for number in range(9))):
        answers.append(row)
    (tmp_path / "hand.xlsx").write_bytes(saved(book))
    out = tmp_path / "hand.yml"
    code, said, _ = pmqa("codebook", "new", tmp_path / "hand.xlsx", "--out", out)
    assert code == 0
    assert "คำตอบ" in said
    assert yaml.safe_load(out.read_text("utf-8"))["sources"][0]["sheet"] == "คำตอบ"
