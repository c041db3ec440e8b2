"""Build one report in a process of its own: ``python -m pmqa_analysis.publish.worker JOBFILE``.

The folder of the job file is the temporary folder in which the report is built. A report that
was built ends with ``done.json`` there; one that was not, with ``failure.json`` and exit 1.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pmqa_analysis.blocks import Figure, Seal, is_block, notebook_blocks
from pmqa_analysis.errors import RunError
from pmqa_analysis.office import JOB_VARIABLE, OFFICE_VARIABLE, input_digest
from pmqa_analysis.publish.failure import FAILURE, Stage, failure_of
from pmqa_analysis.publish.files import (
    DONE,
    JOB,
    LOG,
    Done,
    PartRecord,
    check_outputs,
    file_records,
    notice_of,
    record_text,
    sha256_of,
    write_atomically,
    write_charts,
    write_results,
)
from pmqa_analysis.publish.jobs import Job
from pmqa_analysis.publish.origin import code_of, environment
from pmqa_analysis.publish.processes.started import CELL_VARIABLE, HELD, end_when_let_go
from pmqa_analysis.publish.proof import check_proof

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["build_report", "main", "rehearse", "rehearse_documents"]


class _StageError(Exception):
    """Carry the stage at which the cause arose."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        super().__init__(stage)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the report of a job file; return 0, or 1 after writing why not."""
    name, *rest = sys.argv[1:] if arguments is None else arguments
    if HELD in rest:
        end_when_let_go()
    job_file = Path(name)
    try:
        with _stage("start"):
            job = Job.model_validate_json(job_file.read_bytes())
        build_report(job, job_file.parent)
    except _StageError as error:
        failure = failure_of(error.stage, error.__cause__ or error)
        _make_room(job_file.parent)
        write_atomically(job_file.parent / FAILURE, record_text(failure))
        return 1
    return 0


def _make_room(folder: Path) -> None:
    """Remove what was built in vain: on a full disk the reason needs room."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in (JOB, LOG):
            path.unlink()


def rehearse() -> None:
    """Do once, in the parent of the workers, what each of them would do anew at its start."""
    _do_without_iri_grammar()
    import nbformat
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.provisioning.factory import KernelProvisionerFactory
    from nbformat.v4 import new_notebook

    from pmqa_analysis.publish import provisioner

    nbformat.validate(new_notebook())
    KernelProvisionerFactory.instance()
    KernelSpecManager().get_kernel_spec("python3")
    provisioner.ReadyClient()


def rehearse_documents() -> None:
    """Do the same for the writers of documents."""
    from pmqa_analysis.publish import templates
    from pmqa_analysis.publish.pages import page_style
    from pmqa_analysis.publish.pdf import report_fonts

    templates.rehearse()
    page_style()
    report_fonts()


def build_report(job: Job, folder: Path) -> Done:
    """Run the job's notebook and write its report into ``folder``, ``done.json`` last."""
    started = time.monotonic()
    with _stage("execute"):
        digest = sha256_of(job.notebook)
        notebook = _execute(job)
        seal = check_proof(notebook)
        _check_seal(job, seal)
    with _stage("document"):
        _check_untouched(job, folder)
        pages, parts = _write_report(folder, notebook, seal) if job.form == "report" else (0, [])
        _write_notebook(folder, notebook, job.form)
    with _stage("pages"):
        _check_pages(job, pages, folder, notebook)
    with _stage("document"):
        _check_inputs(job, seal, digest)
        done = _record(job, folder, seal, pages, parts, time.monotonic() - started)
        write_atomically(folder / DONE, record_text(done))
    return done


@contextmanager
def _stage(name: Stage) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise _StageError(name) from error


def _execute(job: Job) -> NotebookNode:
    _do_without_iri_grammar()
    import papermill

    os.environ |= {OFFICE_VARIABLE: str(job.office_folder), JOB_VARIABLE: job.id}
    notebook = papermill.execute_notebook(
        # papermill formats its paths: a brace in a folder's name must be doubled
        str(job.notebook).replace("{", "{{").replace("}", "}}"),
        None,
        parameters=job.parameters,
        engine_name="pmqa",
        progress_bar=False,
        shutdown_kernel="immediate",
        execution_timeout=float(os.environ.get(CELL_VARIABLE) or 0) or None,
        # A full traceback takes seconds to write; of a plain one the number of a line is told.
        extra_arguments=["--InteractiveShell.xmode=Plain", _beside(job.notebook)],
    )
    # Paths of this machine do not belong into a published file.
    notebook.metadata.papermill["input_path"] = job.notebook.name
    notebook.metadata.papermill["output_path"] = "notebook.ipynb"
    _forget_times(notebook)
    return notebook


def _beside(notebook: Path) -> str:
    """Return the kernel's argument by which modules beside the notebook can be imported.

    The kernel works in a folder of its own, and installed modules come first.
    """
    return f"--IPKernelApp.exec_lines=__import__('sys').path.append({str(notebook.parent)!r})"


def _forget_times(notebook: NotebookNode) -> None:
    """Leave out when and how long the cells ran: the same report has the same bytes."""
    for metadata in (notebook.metadata, *(cell.metadata for cell in notebook.cells)):
        metadata.pop("execution", None)
        for name in ("start_time", "end_time", "duration", "environment_variables"):
            metadata.get("papermill", {}).pop(name, None)


def _do_without_iri_grammar() -> None:
    """Save two seconds of each report: jsonschema builds a grammar of IRIs when it is imported.

    It does without where there is none, and nothing here checks an IRI.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _check_seal(job: Job, seal: Seal) -> None:
    """Refuse a seal of another year, and one that this run has not made."""
    if seal.fiscal_year != job.fiscal_year:
        raise RunError(
            "run.other_year", where=job.report, found=seal.fiscal_year, expected=job.fiscal_year
        )
    if seal.job != job.id:
        raise RunError("run.other_job", where=job.report)


def _check_untouched(job: Job, folder: Path) -> None:
    """Refuse what the notebook itself has put into the folder: a link there would lead us out."""
    found = sorted(path.name for path in folder.iterdir() if path.name not in (JOB, LOG))
    if found:
        raise RunError("run.odd_output", where=job.report, found=", ".join(found))


def _check_inputs(job: Job, seal: Seal, digest: str) -> None:
    """Refuse a report whose notebook or inputs changed while it was being made."""
    changed = [
        path for path, told in seal.inputs.items() if input_digest(job.office_folder, path) != told
    ]
    if sha256_of(job.notebook) != digest:
        changed.append(job.notebook.name)
    if changed:
        raise RunError("run.input_changed", where=job.report, found=", ".join(changed))


def _write_report(folder: Path, notebook: NotebookNode, seal: Seal) -> tuple[int, list[PartRecord]]:
    """Write all files of the report; return the pages of the PDF, in all and by part."""
    from pmqa_analysis.publish.document import read_document
    from pmqa_analysis.publish.docx import write_docx
    from pmqa_analysis.publish.html import write_html
    from pmqa_analysis.publish.parts import heading_pages, part_records
    from pmqa_analysis.publish.pdf import page_count, write_pdf
    from pmqa_analysis.publish.xlsx import write_xlsx

    figures = [block for block in notebook_blocks(notebook) if isinstance(block, Figure)]
    write_charts(folder / "charts", figures, notice_of(seal))
    write_results(folder / "results.csv", seal)
    document = read_document(notebook)
    (folder / "report.html").write_text(write_html(document), encoding="utf-8", newline="\n")
    pdf = write_pdf(document)
    (folder / "report.pdf").write_bytes(pdf)
    (folder / "report.docx").write_bytes(write_docx(document, heading_pages(pdf)))
    (folder / "tables.xlsx").write_bytes(write_xlsx(document))
    return page_count(pdf), part_records(pdf, document)


def _write_notebook(folder: Path, notebook: NotebookNode, form: str) -> None:
    """Write the executed notebook; that of a report without what cells print or show besides.

    An analyst's ``print(answers)`` or a table left at a cell's end may hold answers.
    """
    import nbformat

    for cell in notebook.cells if form == "report" else ():
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if is_block(output)]
    nbformat.write(notebook, folder / "notebook.ipynb")


def _check_pages(job: Job, pages: int, folder: Path, notebook: NotebookNode) -> None:
    """Check that the report has no more pages than it may; the fault names what is past them."""
    if job.max_pages is not None and pages > job.max_pages:
        # Imported here alone: the reader of PDF would take half of a plain notebook's time.
        from pmqa_analysis.publish.document import read_document
        from pmqa_analysis.publish.parts import sections_past

        pdf, document = (folder / "report.pdf").read_bytes(), read_document(notebook)
        sections = sections_past(pdf, document, job.max_pages)
        raise RunError(
            "pages.too_many", where=job.report, found=pages, limit=job.max_pages,
            over=pages - job.max_pages, sections=", ".join(sections) or "-",
        )  # fmt: skip


def _record(
    job: Job, folder: Path, seal: Seal, pages: int, parts: list[PartRecord], seconds: float
) -> Done:
    files = {
        path: record for path, record in file_records(folder).items() if path not in (JOB, LOG)
    }
    check_outputs(job.report, job.form, files)
    return Done(
        report=job.report,
        job=job.id,
        title=seal.title,
        office=job.office,
        fiscal_year=job.fiscal_year,
        notebook=job.notebook.name,
        notebook_sha256=sha256_of(job.notebook),
        parameters=job.parameters,
        form=job.form,
        max_pages=job.max_pages,
        code=code_of(job.notebook),
        environment=environment(),
        simulated=seal.simulated,
        notice=notice_of(seal),
        policies=dict(seal.policies),
        inputs=dict(seal.inputs),
        results=len(seal.results),
        pages=pages,
        parts=parts,
        seconds=round(seconds, 2),
        files=files,
    )


if __name__ == "__main__":
    sys.exit(main())
