-- What the catalog holds. Articles are numbered inside; their public ids may change when a file with the
-- same name appears in another folder, and then only one row changes.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row for each file that was looked at, readable or not. changed_ns: the later of mtime and ctime.
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,
    hash TEXT NOT NULL
) WITHOUT ROWID;

-- file: the row in files; path: what to show, in a dump with the line.
-- indexed: whether the article is there all the same, with something missing.
CREATE TABLE failures (
    file TEXT NOT NULL,
    path TEXT NOT NULL,
    error TEXT NOT NULL,
    indexed INTEGER NOT NULL
);
CREATE INDEX failures_by_file ON failures (file);

-- base: the id as the reader gave it; id: the same, made unique in the corpus. position: which article of
-- its file. hash: of everything the reader said, to tell a changed article from an unchanged one.
CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    base TEXT NOT NULL,
    path TEXT NOT NULL,
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    outlet TEXT,
    via TEXT,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    published TEXT,
    url TEXT
);
CREATE INDEX articles_by_id ON articles (id);
CREATE INDEX articles_by_path ON articles (path, position);
CREATE INDEX articles_by_outlet ON articles (outlet, published);
CREATE INDEX articles_by_via ON articles (via);

-- Apart, so that listing the articles does not read their texts.
CREATE TABLE texts (article INTEGER PRIMARY KEY, text TEXT NOT NULL);

-- A passage's words are a slice of its article's text, so they are stored once.
CREATE TABLE passages (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    content TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX passages_by_article ON passages (article);
CREATE INDEX passages_by_content ON passages (content);

CREATE VIEW passage_text AS
    SELECT p.number AS number, a.title AS title, substr(t.text, p.start + 1, p."end" - p.start) AS text
    FROM passages AS p JOIN articles AS a ON a.number = p.article JOIN texts AS t ON t.article = p.article;

CREATE VIRTUAL TABLE full_text USING fts5 (
    title, text, content = 'passage_text', content_rowid = 'number',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE times (
    article INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    precision TEXT NOT NULL,
    text TEXT NOT NULL,
    relative INTEGER NOT NULL
);
CREATE INDEX times_by_article ON times (article);

-- float16 vectors under the content ids, so that a question needs no Chroma. slot: where the signs are.
CREATE TABLE vectors (slot INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE, vector BLOB NOT NULL);

-- Slots of vectors that went, for those that come.
CREATE TABLE free_slots (slot INTEGER PRIMARY KEY);

-- The signs of the vectors' numbers, one bit each, those of 256 slots in a row; see signs.py.
CREATE TABLE signs (block INTEGER PRIMARY KEY, bits BLOB NOT NULL);
