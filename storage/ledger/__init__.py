"""What became of each address: the ledger, its verdicts, the runs, what could not be read."""
