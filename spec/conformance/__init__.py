"""A second reading of the trustlist specification, written from its text alone."""
