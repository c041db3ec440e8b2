from pathlib import Path

import numpy
import pytest

from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish.parameters import (
    check_parameters,
    notebook_parameters,
    read_notebook,
)
from tests.publish.tiny import write_notebook


def a_notebook(tmp_path, parameters):
    return write_notebook(tmp_path / "report.ipynb", parameters=parameters)


def check(tmp_path, parameters, **given):
    return check_parameters(a_notebook(tmp_path, parameters), given, report="category_1")


def test_defaults_stand_for_what_is_not_given(tmp_path):
    found = check(tmp_path, "year: int = 2563\nlanguage: str = 'th'", year=2562)
    assert found == {"year": 2562, "language": "th"}


def test_comments_and_annotations_are_kept_for_the_reader(tmp_path):
    notebook = read_notebook(a_notebook(tmp_path, "year: int = 2563  # ปีงบประมาณ"))
    (parameter,) = notebook_parameters(notebook, report="x")
    assert (parameter.annotation, parameter.comment) == ("int", "ปีงบประมาณ")


@pytest.mark.parametrize(
    ("annotation", "default", "value"),
    [
        ("int", "1", 3),
        ("float", "1.5", 2.5),
        ("bool", "True", False),
        ("str", "'a'", "007"),
        ("list[int]", "[1]", [2561, 2562]),
        ("list[str]", "['a']", []),
        ("Literal['th', 'en']", "'th'", "en"),
        ("Literal[1, 2, 3]", "1", 2),
        ("str", "'a'", "ร้อยละ ๙๗ (ประมาณ) ผู้รับบริการ"),
        ("str", "'a'", "๒๕๖๘"),
    ],
)
def test_a_value_of_the_declared_type_is_taken_as_it_is(tmp_path, annotation, default, value):
    found = check(tmp_path, f"p: {annotation} = {default}", p=value)
    assert found == {"p": value}
    assert type(found["p"]) is type(value)


@pytest.mark.parametrize(
    ("annotation", "default", "value"),
    [
        ("int", "1", "3"),
        ("int", "1", True),
        ("int", "1", 3.0),
        ("str", "'a'", 7),
        ("bool", "True", 1),
        ("float", "1.0", "1.0"),
        ("float", "1.0", float("nan")),
        ("list[int]", "[1]", ["2561"]),
        ("list[int]", "[1]", 2561),
        ("Literal['th', 'en']", "'th'", "de"),
        ("Literal[1, 2]", "1", True),
        ("Literal[1, 2]", "1", "1"),
        ("int", "1", None),
        ("str", "'a'", Path("a")),
    ],
)
def test_a_value_of_another_type_is_refused(tmp_path, annotation, default, value):
    with pytest.raises(SettingsError, match=r"category_1.*“p”.*expected") as caught:
        check(tmp_path, f"p: {annotation} = {default}", p=value)
    assert annotation in caught.value.en


@pytest.mark.parametrize(
    ("annotation", "default", "value"),
    [
        ("int", "1", numpy.int64(5)),
        ("bool", "True", numpy.bool_(False)),
        ("float", "1.0", numpy.float64(1.5)),
        ("str", "'a'", numpy.str_("a")),
        ("list[int]", "[1]", [numpy.int64(5)]),
    ],
)
def test_numpy_scalars_are_refused_because_papermill_writes_them_as_texts(
    tmp_path, annotation, default, value
):
    with pytest.raises(SettingsError, match="“p”"):
        check(tmp_path, f"p: {annotation} = {default}", p=value)


def test_an_unknown_name_is_refused_with_its_near_miss(tmp_path):
    with pytest.raises(SettingsError, match=r"unknown parameter “fiscal_yaer”\. Did you mean “fis"):
        check(tmp_path, "fiscal_year: int = 2563", fiscal_yaer=2563)


def test_names_that_pydantic_uses_itself_are_free(tmp_path):
    found = check(tmp_path, "json: str = 'a'\nmodel_dump: int = 1\n_x: int = 2", json="b")
    assert found == {"json": "b", "model_dump": 1, "_x": 2}


def test_a_notebook_without_parameters_cell_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="0 cells tagged “parameters”"):
        check(tmp_path, None)


def test_two_parameters_cells_are_refused(tmp_path):
    path = a_notebook(tmp_path, "year: int = 2563")
    text = path.read_text(encoding="utf-8")
    tagged = text.replace('"id": "imports",\n   "metadata": {}',
                          '"id": "imports",\n   "metadata": {"tags": ["parameters"]}')  # fmt: skip
    assert tagged != text
    path.write_text(tagged, encoding="utf-8")
    with pytest.raises(SettingsError, match="2 cells"):
        check_parameters(path, {})


@pytest.mark.parametrize(
    "line",
    [
        "p = 1",
        "p: int",
        "p: dict = {}",
        "p: int = len('abc')",
        "p: int = __import__('os').getpid()",
        "import os",
        "%matplotlib inline",
        "p: int = 1\np: int = 2",
        "p: Literal[None] = None",
        "a.b: int = 1",
    ],
)
def test_anything_but_an_annotated_literal_is_refused_with_its_line(tmp_path, line):
    with pytest.raises(SettingsError, match=r"line [12] of the parameters cell"):
        check(tmp_path, line)


def test_a_default_of_the_wrong_type_is_refused(tmp_path):
    with pytest.raises(SettingsError, match=r"“p”.*'2563' \(str\), expected int"):
        check(tmp_path, "p: int = '2563'")


def test_the_cell_is_never_run(tmp_path):
    trap = tmp_path / "trap"
    with pytest.raises(SettingsError):
        check(tmp_path, f"p: int = open({str(trap)!r}, 'w').write('x')")
    assert not trap.exists()


def test_a_missing_notebook_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"No notebook at .*gone\.ipynb"):
        check_parameters(tmp_path / "gone.ipynb", {})


@pytest.mark.parametrize("content", ["", '{"cells": [', "[]", '{"cells": 1}'])
def test_a_file_that_is_no_notebook_is_refused(tmp_path, content):
    path = tmp_path / "broken.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"broken.ipynb cannot be read"):
        check_parameters(path, {})


@pytest.mark.parametrize(
    "text",
    [
        '"; import os; "', "a\nb", "../up", "a/b", "C:\\x", "~root", "x.y(1)", "__class__", "{x}",
        "$HOME", "`ls`", "import os", "lambda x", "D:", "a\x00b", "\u2028",
        "turned \u202e round", "a\u2066b", "\ud800",
    ],
)  # fmt: skip
@pytest.mark.parametrize("listed", [False, True])
def test_a_text_that_could_be_code_or_a_path_is_refused(tmp_path, text, listed):
    annotation, default = ("list[str]", "[]") if listed else ("str", "''")
    with pytest.raises(SettingsError, match="could be code or a path"):
        check(tmp_path, f"p: {annotation} = {default}", p=[text] if listed else text)


@pytest.mark.parametrize("name", ["fiscal_year", "year", "from_year"])
def test_a_year_in_thai_digits_is_a_number_where_a_year_is_expected(tmp_path, name):
    assert check(tmp_path, f"{name}: int = 2563", **{name: "๒๕๖๘"}) == {name: 2568}


def test_years_in_thai_digits_may_stand_in_a_list(tmp_path):
    found = check(tmp_path, "compare_years: list[int] = []", compare_years=["๒๕๖๗", 2568])
    assert found == {"compare_years": [2567, 2568]}


@pytest.mark.parametrize("name", ["category", "yearly", "years_old", "count"])
def test_thai_digits_are_a_text_where_no_year_is_expected(tmp_path, name):
    with pytest.raises(SettingsError, match="expected int"):
        check(tmp_path, f"{name}: int = 1", **{name: "๒๕๖๘"})


def test_arabic_digits_in_a_text_are_no_year_either(tmp_path):
    with pytest.raises(SettingsError, match="expected int"):
        check(tmp_path, "fiscal_year: int = 2563", fiscal_year="2568")
