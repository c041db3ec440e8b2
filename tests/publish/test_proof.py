import papermill
import pytest

from pmqa_analysis.blocks import Passage, Run, Seal
from pmqa_analysis.errors import SettingsError
from pmqa_analysis.publish.proof import ProofError, check_proof
from tests.publish.tiny import write_notebook

SEAL = Seal(
    report="tiny", title="t", office="o", fiscal_year=2563, language="th", numerals="arabic",
    words={}, policies={}, sources=(), results=(),
)  # fmt: skip
TEXT = Passage(runs=(Run(text="x"),))


def shows(block):
    form = block.model_dump(mode="json")
    return {"output_type": "display_data", "data": {block.mime_type: form}, "metadata": {}}


def stream(text):
    return {"output_type": "stream", "name": "stderr", "text": text}


def error(name, text):
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": ["a secret"]}


def code(number, *outputs, source="show", tags=()):
    return {
        "cell_type": "code", "source": source, "metadata": {"tags": list(tags)},
        "execution_count": number, "outputs": list(outputs),
    }  # fmt: skip


def notebook(*cells):
    return {"cells": [{"cell_type": "markdown", "source": "# t", "metadata": {}}, *cells]}


def test_a_run_sealed_by_its_last_code_cell_is_proven():
    assert check_proof(notebook(code(1, shows(TEXT)), code(2, shows(SEAL)))) == SEAL


def test_an_empty_code_cell_needs_no_execution():
    run = notebook(code(1), code(None, source=" \n"), code(2, shows(SEAL)), code(None, source=""))
    assert check_proof(run) == SEAL


def test_a_cell_that_failed_is_named_by_its_place_in_the_source():
    injected = code(2, tags=["injected-parameters"])
    failed = code(3, error("ValueError", "bad value. More of it"), source="a\nb\nc\nd")
    with pytest.raises(ProofError, match=r"Cell 3 .*\(ValueError: bad value\)") as caught:
        check_proof(notebook(code(1), injected, failed, code(4, shows(SEAL))))
    assert caught.value.source == "a\n…"
    assert "secret" not in str(caught.value)


def test_leaving_early_is_no_success():
    with pytest.raises(ProofError, match="left before the end"):
        check_proof(notebook(code(1, error("SystemExit", "0")), code(None, shows(SEAL))))


def test_a_thread_that_died_spoils_the_run():
    died = code(1, stream("Exception in thread Thread-1 (f):\nTraceback"))
    with pytest.raises(ProofError, match="thread failed in cell 2"):
        check_proof(notebook(died, code(2, shows(SEAL))))


@pytest.mark.parametrize("counts", [(None, 1), (2, 1), (1, None), (1, 3)])
def test_cells_must_be_executed_each_in_its_turn(counts):
    first, last = counts
    with pytest.raises(ProofError, match="not executed in its turn"):
        check_proof(notebook(code(first), code(last, shows(SEAL))))


def test_a_run_without_a_seal_did_not_happen():
    with pytest.raises(ProofError, match="0 seals"):
        check_proof(notebook(code(1, shows(TEXT))))


def test_a_notebook_without_cells_has_no_seal():
    with pytest.raises(ProofError, match="0 seals"):
        check_proof({"cells": []})


def test_two_seals_prove_nothing():
    with pytest.raises(ProofError, match="2 seals"):
        check_proof(notebook(code(1, shows(SEAL)), code(2, shows(SEAL))))


def test_the_seal_must_stand_in_the_last_cell():
    with pytest.raises(ProofError, match="Cell 3 comes after"):
        check_proof(notebook(code(1, shows(SEAL)), code(2)))


def test_nothing_may_be_shown_after_the_seal():
    with pytest.raises(ProofError, match="comes after"):
        check_proof(notebook(code(1, shows(SEAL), shows(TEXT))))


def test_a_malformed_block_is_told_without_its_content():
    forged = shows(TEXT)
    forged["data"][TEXT.mime_type]["runs"] = "a secret"
    with pytest.raises(ProofError, match="structure is wrong") as caught:
        check_proof(notebook(code(1, forged), code(2, shows(SEAL))))
    assert "secret" not in str(caught.value)


def through_papermill(tmp_path, *cells, sealed=True, **parameters):
    path = write_notebook(tmp_path / "in.ipynb", *cells, sealed=sealed)
    papermill.execute_notebook(
        str(path), str(tmp_path / "out.ipynb"), parameters=parameters, engine_name="pmqa",
        progress_bar=False,
    )  # fmt: skip


def papermills_word(tmp_path):
    import json

    return json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["metadata"]["papermill"]


def test_plain_papermill_with_our_engine_runs_a_proper_notebook(tmp_path):
    through_papermill(tmp_path, fiscal_year=2562)
    assert papermills_word(tmp_path)["exception"] is None


def test_plain_papermill_with_our_engine_refuses_an_unknown_parameter(tmp_path):
    with pytest.raises(SettingsError, match="unknown parameter “fiscal_yaer”"):
        through_papermill(tmp_path, fiscal_yaer=2563)
    assert not (tmp_path / "out.ipynb").exists()


def test_plain_papermill_with_our_engine_refuses_a_guessed_type(tmp_path):
    with pytest.raises(SettingsError, match=r"'2563' \(str\), expected int"):
        through_papermill(tmp_path, fiscal_year="2563")


def test_sys_exit_in_the_middle_fails_where_papermill_sees_success(tmp_path):
    with pytest.raises(ProofError, match="left before the end") as caught:
        through_papermill(tmp_path, "import sys\nsys.exit(0)")
    assert caught.value.cell == 4
    assert papermills_word(tmp_path)["exception"] is True


def test_a_dead_kernel_fails_where_papermill_saves_completed(tmp_path):
    with pytest.raises(ProofError, match="kernel stopped at cell 4"):
        through_papermill(tmp_path, "import os\nos._exit(1)")
    assert papermills_word(tmp_path)["exception"] is True


def test_a_thread_that_dies_in_a_kernel_is_seen(tmp_path):
    cell = "from threading import Thread\nt = Thread(target=lambda: 1 / 0)\nt.start()\nt.join()"
    with pytest.raises(ProofError, match="thread failed in cell 4"):
        through_papermill(tmp_path, cell)


def test_a_cell_that_failed_without_a_word_is_told():
    silent = code(1)
    silent["metadata"]["papermill"] = {"exception": True}
    with pytest.raises(ProofError, match="Cell 2 of the notebook failed, and the kernel could no"):
        check_proof(notebook(silent, code(None, source="later")))


SEVEN = "a = ['คำตอบ']\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\nint(a[0])"


@pytest.mark.parametrize(
    ("source", "line", "shown"),
    [
        (SEVEN, 7, "int(a[0])"),
        ("\n\n" + SEVEN, 9, "int(a[0])"),
        ("try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError", 4,
         "raise ValueError"),
        ("import json\njson.loads('q')\nb = 3", 2, "json.loads('q')"),
        ("a = 1\nb = = 2\nc = 3", 2, "b = = 2"),
        ("a = 1\neval('b c')", 2, "eval('b c')"),
        ("import os\nos._exit(1)", None, "import os\n…"),
        ("import sys\n\nsys.exit(1)", 3, "sys.exit(1)"),
        ("import sys\nif 1:\n    sys.exit(1)\nsys.exit(2)", None, "import sys\n…"),
    ],
    ids=["last", "blank lines", "raised anew", "library", "syntax", "eval", "dead", "left",
         "left somewhere"],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["Plain", "Context"])
def test_the_line_that_failed_is_told(tmp_path, source, line, shown, mode):
    path = write_notebook(tmp_path / "in.ipynb", source)
    with pytest.raises(ProofError) as caught:
        papermill.execute_notebook(
            str(path), None, engine_name="pmqa", progress_bar=False,
            extra_arguments=[f"--InteractiveShell.xmode={mode}"],
        )  # fmt: skip
    assert (caught.value.cell, caught.value.line, caught.value.source) == (4, line, shown)


def test_a_line_of_another_cell_is_not_taken_for_the_one_that_failed():
    failed = code(2, error("E", "x"), source="f()\ng()")
    failed["outputs"][0]["traceback"] = ["\x1b[1mCell In[2], line 2", "Cell In[1], line 1"]
    with pytest.raises(ProofError) as caught:
        check_proof(notebook(code(1), failed))
    assert (caught.value.line, caught.value.source) == (2, "g()")


def test_a_long_line_is_cut():
    with pytest.raises(ProofError) as caught:
        check_proof(notebook(code(1, error("E", "x"), source="a" * 500)))
    assert caught.value.source == "a" * 200 + "…"


def test_a_cell_that_finds_no_room_on_the_disk_is_told_so():
    full = error("OSError", "[Errno 28] No space left on device: 'a secret'")
    with pytest.raises(ProofError, match=r"full \(No space left on device\).*TMPDIR") as caught:
        check_proof(notebook(code(1, full)))
    assert caught.value.cell == 2
    assert "secret" not in str(caught.value)
