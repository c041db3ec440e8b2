"""Turn a government office's surveys and indicators into committee-ready reports.

An analyst enters by :mod:`pmqa_analysis.report`; a batch enters by the command ``pmqa``.
"""

__version__ = "0.1.0"
