"""Figures of complaints, and of paper and postage against a base."""
