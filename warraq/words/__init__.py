"""Word lists, as writers spell them: data only, read by `warraq.text.vocabulary`; each room folds what it needs."""
