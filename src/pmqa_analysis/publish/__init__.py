"""The runner's side: run notebooks, write their reports, prove and verify what was written."""
