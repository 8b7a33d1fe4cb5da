"""Tables: what the journal's file looks like."""

from __future__ import annotations

VERSION = 1
"""Of these tables; the last but one line of them says it too."""

SCHEMA = """
BEGIN;
CREATE TABLE articles (
    key TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    source TEXT NOT NULL,
    root TEXT NOT NULL,
    seen INTEGER NOT NULL,                  -- the run that found it last
    state TEXT NOT NULL,
    stamp TEXT NOT NULL,
    digest TEXT NOT NULL,
    entry TEXT NOT NULL,
    feed TEXT NOT NULL,
    record TEXT NOT NULL DEFAULT '',
    audio TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    duration REAL NOT NULL DEFAULT 0,
    voice TEXT NOT NULL DEFAULT '',
    fallen_back INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0,
    published INTEGER NOT NULL DEFAULT 0,
    guid TEXT NOT NULL DEFAULT '',
    held TEXT NOT NULL DEFAULT '',
    code INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    what TEXT NOT NULL DEFAULT '',
    input TEXT NOT NULL DEFAULT '',
    remedy TEXT NOT NULL DEFAULT '',
    tries INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    at REAL NOT NULL DEFAULT 0
);
CREATE INDEX by_state ON articles (state, number);
CREATE INDEX by_root ON articles (root, seen);
CREATE INDEX by_record ON articles (record);
CREATE INDEX by_time ON articles (at);
CREATE INDEX unpublished ON articles (number) WHERE state = 'done' AND published < version;
CREATE INDEX fallen ON articles (number) WHERE state = 'done' AND fallen_back > 0;
CREATE TABLE counts (state TEXT PRIMARY KEY, number INTEGER NOT NULL);
INSERT INTO counts VALUES ('waiting', 0), ('working', 0), ('done', 0), ('failed', 0), ('gone', 0);
CREATE TRIGGER counted_new AFTER INSERT ON articles BEGIN
    UPDATE counts SET number = number + 1 WHERE state = NEW.state;
END;
CREATE TRIGGER counted_anew AFTER UPDATE OF state ON articles WHEN OLD.state <> NEW.state BEGIN
    UPDATE counts SET number = number - 1 WHERE state = OLD.state;
    UPDATE counts SET number = number + 1 WHERE state = NEW.state;
END;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
PRAGMA user_version = 1;
COMMIT;
"""

COLUMNS = (
    "key", "number", "source", "root", "state", "stamp", "digest", "entry", "feed", "record", "audio", "title",
    "duration", "voice", "fallen_back", "version", "published", "guid", "held", "code", "error", "what", "input",
    "remedy", "tries", "seconds", "at",
)  # fmt: skip
"""What a row of `articles` is read as."""
