"""Lead scoring: BANT, MEDDIC, the score and its back-test."""
