"""Run ``pmqa`` outside of a test's own fixtures."""

import signal
import sys

from pmqa_analysis.cli import main


def run_pmqa(*arguments):
    """Run the command and return its exit code; what it says goes nowhere in particular."""
    before, handler = sys.argv, signal.getsignal(signal.SIGTERM)
    sys.argv = ["pmqa", *map(str, arguments), "--quiet"]
    try:
        main()
        return 0
    except SystemExit as left:
        return left.code or 0
    finally:
        sys.argv = before
        signal.signal(signal.SIGTERM, handler)
