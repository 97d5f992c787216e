"""Makes copies and look-alikes of texts, to see whether stories keep the ones and refuse the others."""
