"""From a file to records: read, detect, match, plan.  Readers run in a child process."""
