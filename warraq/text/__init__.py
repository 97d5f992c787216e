"""Arabic text: folding for matching, clean stored text, words, sentences, dates and encodings; pure functions."""
