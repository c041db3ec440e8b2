"""Registers of what was asked of an office and what it used: complaints, paper and postage."""
