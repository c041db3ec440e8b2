"""Survey exports cleaned by a codebook: raw tables → responses, issues and quarantine."""
