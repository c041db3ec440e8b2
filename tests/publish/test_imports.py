from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pmqa_analysis.publish.imports import imported_modules, notebook_modules


def test_a_name_of_a_package_may_be_a_module_of_it():
    found = imported_modules("import pandas as pd\nfrom scipy import stats")
    assert found == ("pandas", "scipy", "scipy.stats")


def test_imports_inside_functions_count():
    assert imported_modules("def f():\n    import json\n") == ("json",)


def test_a_relative_import_is_told_by_its_whole_name():
    found = imported_modules("from .rounding import shown\nfrom .. import thai", "house.rooms")
    assert found == ("house.rooms.rounding", "house.rooms.rounding.shown", "house", "house.thai")


def test_what_is_no_python_imports_nothing():
    assert imported_modules("%matplotlib inline") == ()


def test_a_notebook_imports_what_its_code_cells_import_each_once():
    cells = [
        new_markdown_cell("import not_code"),
        new_code_cell("import pandas"),
        new_code_cell("%load_ext x\nimport skipped"),
        new_code_cell("import pandas, numpy"),
    ]
    assert notebook_modules(new_notebook(cells=cells)) == ("pandas", "numpy")
