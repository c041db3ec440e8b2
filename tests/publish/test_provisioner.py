"""Kernels forked for papermill and nbclient, and the engine's verdicts on how they end."""

import json
import os
import subprocess
import sys

import nbformat
import papermill
import pytest

from pmqa_analysis.publish import provisioner
from pmqa_analysis.publish.processes.forked import can_fork
from pmqa_analysis.publish.proof import ProofError
from pmqa_analysis.publish.provisioner import forked_kernels
from tests.publish.tiny import write_notebook

pytestmark = pytest.mark.skipif(not can_fork(), reason="nothing can be forked here")

CHART = "import matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1))\nplt.plot([1, 2])\nplt.show()"
THREAD = (
    "import os, sys, threading\n"
    "sys.stderr = open(os.devnull, 'w')\n"
    "threading.Timer(0.1, lambda: 1 / 0).start()"
)


@pytest.fixture(params=["forked", "plain"])
def way(request, monkeypatch):
    """Let kernels be forked, or started anew as on a system that cannot fork."""
    monkeypatch.setenv("PMQA_FORK", "1" if request.param == "forked" else "0")


def run(tmp_path, *cells, engine="pmqa", **options):
    path = write_notebook(tmp_path / "tiny.ipynb", *cells)
    return papermill.execute_notebook(
        str(path), None, parameters={"language": "th"}, engine_name=engine, progress_bar=False,
        shutdown_kernel="immediate", **options,
    )  # fmt: skip


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def test_a_kernel_is_forked_and_a_chart_is_shown(tmp_path):
    with forked_kernels() as kernels:
        shown = outputs(run(tmp_path, CHART))
    assert len(kernels) == 1
    assert [output for output in shown if "image/png" in output.get("data", {})]


def test_a_kernel_that_is_not_ours_is_started_as_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(provisioner, "_is_ours", lambda command: False)
    with forked_kernels() as kernels:
        run(tmp_path)
    assert kernels == []


def test_papermill_alone_takes_the_provisioner_by_its_name(tmp_path):
    path = write_notebook(tmp_path / "tiny.ipynb", "import os\nprint('parent', os.getppid())")
    output = tmp_path / "out.ipynb"
    subprocess.run(
        [sys.executable, "-m", "papermill", str(path), str(output), "--no-progress-bar"],
        env={**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": "pmqa"}, check=True,
        capture_output=True,
    )  # fmt: skip
    assert "parent" in json.dumps(nbformat.read(output, 4))


@pytest.mark.usefixtures("way")
def test_a_thread_that_dies_unseen_fails_the_run(tmp_path):
    with pytest.raises(ProofError, match="after the cell that started it had ended"):
        run(tmp_path, THREAD, "import time; time.sleep(0.8)")


@pytest.mark.usefixtures("way")
def test_a_cell_that_takes_too_long_is_told_with_its_number(tmp_path):
    with pytest.raises(ProofError, match="Cell 4 of the notebook took longer"):
        run(tmp_path, "import time; time.sleep(60)", execution_timeout=1)


@pytest.mark.usefixtures("way")
def test_a_cell_that_takes_too_much_memory_is_told_with_its_number(tmp_path, monkeypatch):
    monkeypatch.setenv("PMQA_MEMORY_MIB", "200")
    with pytest.raises(ProofError, match="Cell 4 of the notebook needed more memory"):
        run(tmp_path, "held = [bytearray(10_000_000) for _ in range(60)]")


@pytest.mark.usefixtures("way")
def test_memory_of_what_a_notebook_starts_counts_too(tmp_path, monkeypatch):
    monkeypatch.setenv("PMQA_MEMORY_MIB", "200")
    child = "held = bytearray(90_000_000); import time; time.sleep(60)"
    with pytest.raises(ProofError, match="needed more memory"):
        run(
            tmp_path,
            "import subprocess, sys, time\n"
            f"for _ in range(3): subprocess.Popen([sys.executable, '-c', {child!r}])\n"
            "time.sleep(30)",
        )


@pytest.mark.usefixtures("way")
def test_a_kernel_reads_no_configuration_of_the_user(tmp_path, monkeypatch):
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("meddling = 1", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    with pytest.raises(ProofError, match="NameError"):
        run(tmp_path, "meddling")


def test_a_home_that_cannot_be_written_is_no_matter(tmp_path, monkeypatch):
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    monkeypatch.setattr("IPython.paths._writable_dir", lambda folder: False)
    run(tmp_path)  # a warning would be an error here


def ran(*lines):
    """Return what a Python of its own prints for these lines."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.split()


REHEARSE = "from pmqa_analysis.publish.processes import kernel; kernel.rehearse()"


def test_what_is_imported_at_first_use_is_imported_in_the_parent():
    told = "print(*(n in sys.modules for n in ('pandas.plotting._matplotlib', 'debugpy')))"
    assert ran("import sys, pandas, matplotlib.pyplot", REHEARSE, told) == ["True", "False"]


def test_only_what_the_notebooks_import_is_prepared():
    told = "print(*(n in sys.modules for n in ('pandas', 'matplotlib.pyplot')))"
    assert ran("import sys", REHEARSE, told) == ["False", "False"]


def test_the_kernels_choose_where_they_draw_not_their_parent():
    told = "print(matplotlib.rcParams._get_backend_or_none())"
    assert ran("import pandas, matplotlib.pyplot", REHEARSE, told) == ["None"]


def test_a_chart_that_pandas_draws_is_shown(tmp_path):
    code = (
        "import pandas as pd\nimport matplotlib.pyplot\npd.Series([1, 2]).plot.bar(figsize=(1, 1));"
    )
    shown = outputs(run(tmp_path, code))
    assert [output for output in shown if "image/png" in output.get("data", {})]


def test_a_cell_sees_all_modules_and_the_options_of_its_kernel(tmp_path):
    code = (
        "import sys, ipykernel.ipkernel\n"
        "print(ipykernel.ipkernel.sys is sys, len(sys.modules) > 300)\n"
        "print(given, get_ipython().InteractiveTB.mode, get_ipython().kernel._kernel_modules)"
    )
    options = ["--InteractiveShell.xmode=Plain", "--IPKernelApp.exec_lines=given = 7"]
    shown = outputs(run(tmp_path, code, extra_arguments=options))
    assert shown[0]["text"].splitlines() == ["True True", "7 Plain []"]


@pytest.mark.parametrize(("settled", "told"), [(True, False), (False, True)])
def test_matplotlib_does_not_mention_folders_that_it_cannot_write(tmp_path, settled, told):
    (tmp_path / "file").touch()
    code = "import matplotlib\nmatplotlib.get_configdir()"
    first = "from pmqa_analysis.publish.processes import kernel\nkernel.settle_matplotlib()\n"
    done = subprocess.run(
        [sys.executable, "-c", first + code if settled else code], capture_output=True, check=True,
        env={**os.environ, "MPLCONFIGDIR": str(tmp_path / "file" / "mpl")}, encoding="utf-8",
    )  # fmt: skip
    assert (str(tmp_path) in done.stderr) is told
