"""Lead scoring: BANT and the score out of 100."""
