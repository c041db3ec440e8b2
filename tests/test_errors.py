"""Every message is told in Thai and in English, says where, and is used."""

import ast
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
import yaml

import pmqa_analysis
from pmqa_analysis.errors import (
    DataError,
    Faults,
    PmqaError,
    RunError,
    SettingsError,
    in_thai,
    message,
    nearest,
    raise_faults,
)

SOURCE = Path(pmqa_analysis.__file__).parent
PARTS = [
    yaml.safe_load(place.read_text(encoding="utf-8"))
    for place in files("pmqa_analysis").joinpath("assets", "messages").iterdir()
]
CATALOGUE = {key: texts for part in PARTS for key, texts in part.items()}
RAISERS = {"SettingsError", "DataError", "RunError", "ProofError", "PmqaError", "plain_failure"}


@cache
def syntax_nodes() -> list[ast.AST]:
    """Return every node of the source's syntax."""
    return [
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_no_message_stands_in_two_files():
    assert sum(map(len, PARTS)) == len(CATALOGUE)


def texts_of_source() -> set[str]:
    constants = (node for node in syntax_nodes() if isinstance(node, ast.Constant))
    return {node.value for node in constants if isinstance(node.value, str)}


def raised() -> list[tuple[str, ast.Call]]:
    """Return each call that raises or tells a message by a literal key."""
    calls = (node for node in syntax_nodes() if isinstance(node, ast.Call) and node.args)
    told = (call for call in calls if ast.unparse(call.func).split(".")[-1] in RAISERS)
    keys = ((ast.literal_eval(arg), call) for call in told if literal(arg := key_of(call)))
    return list(keys)


def key_of(call: ast.Call) -> ast.expr:
    """Return the key of a message; ``plain_failure`` and its like name a stage before it."""
    return next((arg for arg in call.args if literal(arg) and "." in arg.value), call.args[0])


def literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_message_of_the_source_stands_in_the_catalogue():
    assert len(raised()) > 60
    assert {key for key, _ in raised()} - set(CATALOGUE) == set()


def test_no_message_of_the_catalogue_is_unused():
    assert set(CATALOGUE) - texts_of_source() == set()


@pytest.mark.parametrize("key", CATALOGUE)
def test_a_message_has_thai_and_english_with_the_same_fields(key):
    entry = CATALOGUE[key]
    assert set(entry) == {"th", "en"}
    assert fields(entry["th"]) ^ fields(entry["en"]) <= {"hint_th", "hint_en"}
    assert ("hint_th" in fields(entry["th"])) == ("hint_en" in fields(entry["en"]))


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_thai_is_thai_and_the_english_is_not(key):
    assert len(re.findall("[\u0e01-\u0e2e]", CATALOGUE[key]["th"])) >= 10
    assert not re.search("[\u0e00-\u0e7f]", CATALOGUE[key]["en"])


@pytest.mark.parametrize("key", CATALOGUE)
def test_thai_words_are_whole(key):
    assert not re.search(r"\u0e4d|[ “]\u0e33|[่้๊๋]{2}", CATALOGUE[key]["th"])


def test_every_call_gives_what_its_sentence_names():
    """Calls that pass particulars on (``**hint``) are seen when they run."""
    lacking = [
        (key, sorted(wanted))
        for key, call in raised()
        if all(word.arg for word in call.keywords)
        if (
            wanted := fields(CATALOGUE[key]["en"])
            - {"where"}
            - {word.arg for word in call.keywords}
        )
        if "ProofError" not in ast.unparse(call.func)
    ]
    assert lacking == []


def test_an_error_says_both_sentences_the_thai_first():
    error = DataError("cell.missing", where="r.csv:7 [value]")
    thai, english = str(error).split("\n")
    assert thai == "r.csv:7 [value]: ช่องว่าง ต้องมีค่า โปรดเติม"
    assert english == "r.csv:7 [value]: the cell is empty. Fill it in."


def test_braces_in_a_particular_stay_as_they_are():
    error = DataError("cell.not_a_number", where="a", found="{where} {0}")
    assert "{where} {0}" in error.en


def test_an_unknown_message_is_a_fault_of_the_program():
    with pytest.raises(KeyError, match=r"no\.such"):
        message("no.such")


@pytest.mark.parametrize(
    ("kind", "code"), [(SettingsError, 2), (DataError, 1), (RunError, 1), (PmqaError, 1)]
)
def test_wrong_use_exits_with_two_and_a_failure_with_one(kind, code):
    assert kind("cell.missing", where="a").exit_code == code


def test_no_fault_raises_nothing():
    raise_faults([])


def test_one_fault_is_raised_as_it_is():
    fault = DataError("cell.missing", where="a")
    with pytest.raises(DataError) as caught:
        raise_faults([fault])
    assert caught.value is fault


def test_several_faults_are_told_together_in_both_languages():
    faults = [DataError("cell.missing", where=name) for name in ("a:1", "b:2")]
    with pytest.raises(Faults, match=r"(?s)a:1.*b:2") as caught:
        raise_faults(faults)
    assert caught.value.th.count("โปรดเติม") == 2
    assert caught.value.en.count("Fill it in") == 2


def test_one_wrong_use_among_faults_makes_the_whole_a_wrong_use():
    faults = Faults([DataError("cell.missing"), SettingsError("settings.missing_key", name="x")])
    assert faults.exit_code == 2


@pytest.mark.parametrize(
    ("name", "near"),
    [("derived_decimal", "derived_decimals"), ("roundin", "rounding"), ("zzz", ""), ("", "")],
)
def test_the_nearest_name_is_found_or_none(name, near):
    assert nearest(name, ["rounding", "derived_decimals"]) == near


@pytest.mark.parametrize("near", ["", "-"])
def test_nothing_is_said_of_a_nearest_name_where_none_is_near(near):
    th, en = message("file.no_sheet", where="a.xlsx", name="x", near=near, known="y")
    assert th == "แฟ้ม a.xlsx ไม่มีแผ่นงาน “x” แผ่นที่มี: y โปรดแก้ชื่อแผ่นงาน"
    assert en == "a.xlsx has no sheet “x”. It has: y. Mend the sheet's name."


def test_every_sentence_that_names_a_near_one_can_do_without():
    for key, texts in CATALOGUE.items():
        particulars = {name: name for text in texts.values() for name in fields(text)}
        if "near" in particulars and "nearest" not in key and key != "issue.resembles_label":
            told = message(key, **{**particulars, "where": "w", "near": "-"})
            assert all("near" not in text and "ใกล้เคียง" not in text for text in told), key


@pytest.mark.parametrize(
    ("reason", "thai"),
    [
        ("Is a directory", "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม"),
        ("Input should be greater than or equal to 1", "ต้องไม่น้อยกว่า 1"),
        (
            "Value error, “2024” is not a Buddhist-Era fiscal year. "
            "Use the Buddhist Era, such as 2567.",
            "“2024” ไม่ใช่ปีงบประมาณแบบ พ.ศ. ให้ใช้ พ.ศ. เช่น 2567",
        ),
        ("the key 'items' stands twice (line 7)", "คีย์ items มีสองครั้ง (บรรทัด 7)"),
        ("no_consent; outside_year", "ไม่ได้ยินยอม (no_consent); อยู่นอกปีงบประมาณ (outside_year)"),
        ("not well-formed (invalid token): line 1, column 3", "เนื้อแฟ้มเสียหายหรือไม่ครบ"),
        ("what nobody has written", "what nobody has written"),
    ],
)  # fmt: skip
def test_a_librarys_reason_is_told_in_thai(reason, thai):
    assert in_thai(reason) == thai


def test_the_thai_sentence_has_the_thai_reason_and_the_english_its_own():
    fault = DataError("file.unreadable", where="a.csv", problem="Permission denied")
    assert "(ไม่มีสิทธิ์)" in fault.th
    assert "(Permission denied)" in fault.en


def test_a_reason_that_holds_braces_stays_as_it_is():
    assert in_thai("String should match pattern '^[a-z]{2}$'") == "ต้องมีรูปแบบ ^[a-z]{2}$"


def test_faults_that_say_the_same_are_told_once():
    one = [DataError("file.missing", where="a.csv") for _ in range(2)]
    with pytest.raises(DataError, match=r"no file a\.csv") as told:
        raise_faults(one)
    assert told.value is one[1]
    with pytest.raises(Faults) as all_of_them:
        raise_faults([*one, DataError("file.missing", where="b.csv")])
    assert len(all_of_them.value.faults) == 2
