"""The processes of a batch: how they are forked or started, watched, limited and ended."""
