"""The words of a report: both languages alike, every key there, figures with their ids."""

import ast
import re
import string
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

from pmqa_analysis.assess.assessment import Flag
from pmqa_analysis.assess.rules import Pattern, Verdict
from pmqa_analysis.blocks import Run
from pmqa_analysis.clean import Measure
from pmqa_analysis.clean.indicators import Kind
from pmqa_analysis.present import Wording
from pmqa_analysis.publish.document import WORDS
from pmqa_analysis.results import STATUSES
from tests.offices import a_measure, a_result

SRC = Path(__file__).parents[2] / "src" / "pmqa_analysis"
CALLS = {"text": "", "runs": "", "say": "", "heading": "heading."}
NO_VALUE = [status for status in STATUSES if status != "reported"]


@cache
def wording_file(language):
    flat = {}
    for path in (SRC / "assets" / "wording" / language).iterdir():
        for section, entries in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            texts = {"": entries} if isinstance(entries, str) else entries
            own = {f"{section}.{name}".rstrip("."): text for name, text in texts.items()}
            assert not own.keys() & flat.keys(), f"{path.name} says again what another file says"
            flat |= own
    return flat


def fields(template):
    return sorted({name for _, name, _, _ in string.Formatter().parse(template) if name})


@cache
def key_patterns():
    """Return every key that the source or a notebook asks for; a computed part is ``*``."""
    notebooks = SRC.parents[1] / "notebooks"
    sources = [path.read_text(encoding="utf-8") for path in SRC.rglob("*.py")]
    for path in notebooks.glob("*.ipynb"):
        cells = yaml.safe_load(path.read_text(encoding="utf-8"))["cells"]
        sources += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return {
        pattern
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in CALLS and node.args
        for pattern in key_pattern(node)
    }


def key_pattern(call):
    """Return the key as a pattern, or nothing where the call is not one of ours."""
    owner = call.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    if name not in ("words", "self"):
        return []
    prefix, found = CALLS[call.func.attr], []
    for arg in branches(call.args[0]):
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str):
            found.append(prefix + arg.value)
        elif isinstance(arg, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "*" for part in arg.values]
            found.append(prefix + "".join(parts))
    return found


def branches(node):
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def matches(pattern, keys):
    regex = re.compile(re.escape(pattern).replace(r"\*", ".+"))
    return [key for key in keys if regex.fullmatch(key)]


def test_both_languages_have_the_same_keys():
    assert wording_file("th").keys() == wording_file("en").keys()


@pytest.mark.parametrize("key", wording_file("th"))
def test_a_text_takes_the_same_fields_in_both_languages(key):
    assert fields(wording_file("th")[key]) == fields(wording_file("en")[key])


def test_every_key_that_the_source_asks_for_is_there():
    patterns = key_patterns()
    assert len(patterns) > 60
    assert [found for found in patterns if not matches(found, wording_file("th"))] == []


def test_no_text_stands_in_the_file_that_nothing_asks_for():
    asked = {key for found in key_patterns() for key in matches(found, wording_file("th"))}
    given = {key for key in wording_file("th") if not key.startswith(("writer.", "list_"))}
    assert sorted(given - asked) == []


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("passage.flag_", get_args(Flag)),
        ("pattern.", get_args(Pattern)),
        ("verdict.", get_args(Verdict)),
        ("status.", NO_VALUE),
        ("reason.", NO_VALUE),
        ("passage.claim_", ("holds", "fails", "unknown")),
        ("passage.claim_measure_", ("holds", "fails", "unknown")),
        ("passage.verdict_", ("met", "not_met", "met_plain", "not_met_plain", "no_target")),
        ("nature.", (*get_args(Kind), "unit", "count")),
        ("nature.", ("value_why", "unit_why", "count_why", "look_alike_why")),
        ("tested.", ("not_tested_without_base", "not_tested_population", "no_pair")),
        ("method.", ("target_met", "percent_of_target", "rounding", "comparison", "flags")),
        ("column.", ("total", "met", "not_met", "higher", "lower", "same", "no_last_year")),
        ("writer.", WORDS),
    ],
)  # fmt: skip
def test_every_name_that_code_puts_into_a_key_has_a_text(prefix, names):
    assert [name for name in names if prefix + name not in wording_file("th")] == []


def test_every_kind_of_survey_has_a_name():
    kinds = get_args(Measure.model_fields["survey_kind"].annotation)
    known = wording_file("th")
    assert [kind for kind in kinds if kind and f"survey_kind.{kind}" not in known] == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_text_has_a_double_blank(language):
    assert [key for key, text in wording_file(language).items() if "  " in text] == []


def test_the_english_file_has_no_thai_letter():
    assert [
        key for key, text in wording_file("en").items() if re.search("[\u0e00-\u0e7f]", text)
    ] == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_text_states_a_figure_of_its_own(language):
    allowed = {"100", "200", "7", "3", "4.0"}  # percent of target, category 7, part 3, PMQA 4.0
    found = {
        key: numbers
        for key, text in wording_file(language).items()
        if (numbers := set(re.findall(r"\d+(?:\.\d+)?", text)) - allowed)
    }
    assert found == {}


def test_a_figure_in_a_text_keeps_its_id():
    target = a_result("93", "target")
    runs = Wording().runs("quantity.percent", value=target)
    assert runs == (Run(text="ร้อยละ "), Run(text="93", result="2563/7.1.1/target"))


def test_a_figure_keeps_its_id_through_a_passage():
    met, assessed = a_result("5", "met"), a_result("6", "assessed")
    passage = Wording().say("answer.met", met=met, assessed=assessed)
    assert passage.text == "บรรลุเป้าหมาย 5 จาก 6 ตัวชี้วัด"
    assert [run.result for run in passage.runs if run.result] == [
        "2563/7.1.1/met", "2563/7.1.1/assessed",
    ]  # fmt: skip


def test_thai_numerals_are_written_in_thai():
    words = Wording("th", "thai")
    assert words.say("answer.met", met=a_result("5"), assessed=a_result("16")).text == (
        "บรรลุเป้าหมาย ๕ จาก ๑๖ ตัวชี้วัด"
    )


def test_english_never_has_thai_numerals():
    words = Wording("en", "thai")
    assert words.numerals == "arabic"
    assert words.digits(2563) == "2563"


def test_a_latin_name_keeps_its_digits_among_thai_numerals():
    assert Wording("th", "thai").digits("PMQA 4.0 ปี 2563") == "PMQA 4.0 ปี ๒๕๖๓"


def test_passages_have_single_blanks():
    words = Wording()
    runs = (Run(text=" ก  ข "), Run(text=" 5", result="a"), Run(text=" "), Run(text="  ค"))
    assert words.passage(runs).text == "ก ข 5 ค"


def test_a_figure_without_a_value_shows_why():
    words = Wording()
    shown = {status: words.shown(a_result(None, status=status)) for status in NO_VALUE}
    assert shown == {
        "not_reported": "ไม่ได้รายงาน", "in_process": "N/A",
        "not_applicable": "-", "suppressed": "*", "not_testable": "-",
    }  # fmt: skip


def test_a_figure_without_a_value_is_muted():
    assert Wording().cell(a_result(None)).tone == "muted"


def test_zero_is_shown_as_a_figure():
    cell = Wording().cell(a_result("0"))
    assert (cell.text, cell.tone) == ("0", "plain")


def test_a_level_is_shown_by_its_name():
    level = a_result(None, status="reported", shown="Advance")
    assert Wording().shown(level) == "Advance"


def test_a_percentage_and_a_count_read_as_in_a_report():
    words = Wording()
    percent = a_measure(unit_th="ร้อยละ", unit_en="percent")
    count = a_measure(counter_th="ครั้ง", counter_en="meetings")
    texts = [
        "".join(run.text for run in words.quantity(a_result("84"), each))
        for each in (percent, count)
    ]
    assert texts == ["ร้อยละ 84", " 84 ครั้ง"]


@pytest.mark.parametrize("status", NO_VALUE)
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_missing_value_has_no_unit_in_a_sentence(status, language):
    words, none = Wording(language), a_result(None, status=status)
    text = "".join(run.text for run in words.quantity(none, a_measure(unit_th="ร้อยละ")))
    assert text == f" {words.shown(none)}"


def test_a_count_without_a_counter_takes_its_unit():
    runs = Wording("en").quantity(a_result("4"), a_measure(unit_th="เรื่อง", unit_en="matters"))
    assert "".join(run.text for run in runs) == " 4 matters"


@pytest.mark.parametrize(
    ("names", "thai"),
    [([], ""), (["ก"], "ก"), (["ก", "ข"], "ก และข"), (["ก", "ข", "7.1"], "ก, ข และ 7.1")],
)
def test_names_are_listed_with_and_before_the_last(names, thai):
    assert Wording().listing(names) == thai


def test_english_leaves_a_blank_before_a_thai_name():
    assert Wording("en").listing(["A", "ก"]) == "A and ก"


def test_clauses_keep_their_figures_and_take_no_comma():
    words = Wording()
    counts = {"higher": a_result("2"), "lower": a_result("1")}
    parts = [words.runs(f"answer.{name}", count=count) for name, count in counts.items()]
    runs = words.clauses(parts)
    assert "".join(run.text for run in runs) == "ผลสูงกว่า 2 ตัวชี้วัด และผลต่ำกว่า 1 ตัวชี้วัด"
    assert [run.result for run in runs if run.result] == [a_result("2").id, a_result("1").id]


def test_a_measure_outside_the_results_part_is_labelled_without_a_code():
    outside = a_measure(short_th="ความผูกพัน").model_copy(update={"group": ""})
    assert Wording().label(outside) == "ความผูกพัน"


@pytest.mark.parametrize("key", ["passage.no_such", "no_such.key", "list"])
def test_an_unknown_key_is_a_fault_of_the_program(key):
    with pytest.raises(KeyError):
        Wording().text(key)


def test_a_missing_field_is_a_fault_of_the_program():
    with pytest.raises(KeyError, match="assessed"):
        Wording().text("answer.met", met=5)


def test_years_are_told_from_first_to_last_and_an_only_one_once():
    assert Wording().years([2561, 2562, 2563]) == "2561 – 2563"
    assert Wording("th", "thai").years([2565]) == "๒๕๖๕"
