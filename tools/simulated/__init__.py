"""Draws the simulated office's tables: all made up, to margins that the office's YAML states."""
