"""The vocabulary of Arabic source attribution as data; every form is folded as the text it is compared with."""
