CREATE VIRTUAL TABLE article_search USING fts5(words, content = '', detail = none, columnsize = 0, tokenize = 'ascii')
