"""Tables and sentences of complaints, and of paper and postage."""
