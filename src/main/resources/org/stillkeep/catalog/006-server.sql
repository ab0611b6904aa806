-- What a library on a server brings with it: albums and assets of others, albums and assets that their owner hides, content
-- that nobody hashed, and uploads that are interrupted.

ALTER TABLE album ADD COLUMN shared     INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));     -- 1: another owner's
ALTER TABLE album ADD COLUMN hidden     INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));
ALTER TABLE album ADD COLUMN quick_link INTEGER NOT NULL DEFAULT 0 CHECK (quick_link IN (0, 1)); -- 1: helps a link, no album to people

ALTER TABLE asset ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));         -- 1: another owner's
ALTER TABLE asset ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));         -- 1: hidden itself, in whatever album
ALTER TABLE asset ADD COLUMN hashed INTEGER NOT NULL DEFAULT 1 CHECK (hashed IN (0, 1));         -- 0: hash stands in for one that is not known yet
CREATE INDEX asset_unhashed ON asset (id) WHERE hashed = 0;

-- What we found out ourselves about content of which other clients noted too little. Holds for the content with this header.
CREATE TABLE measured (
  asset_id         INTEGER PRIMARY KEY,
  object_header    BLOB    NOT NULL,
  hash             BLOB    NOT NULL,           -- as in asset
  size_bytes       INTEGER NOT NULL,
  live_video_bytes INTEGER NOT NULL
) STRICT;

-- Uploads that were begun, so that they go on under the same key, and never with other bytes under that key.
CREATE TABLE upload (
  identity       TEXT    PRIMARY KEY,          -- which content, in the importer's words
  key_ciphertext BLOB    NOT NULL,             -- asset's key under the master key
  key_nonce      BLOB    NOT NULL,
  header         BLOB    NOT NULL,             -- of the content's stream
  object_bytes   INTEGER NOT NULL,
  progress       TEXT,                         -- the store's own note; null when it made none yet
  thumb_key      TEXT,                         -- null, as the next two are, until its thumbnail is in the store
  thumb_header   BLOB,
  thumb_bytes    INTEGER,
  begun_ms       INTEGER NOT NULL              -- milliseconds since 1970
) STRICT, WITHOUT ROWID;

-- What was ever sealed and sent for an upload: for each chunk, a hash of all cleartext up to its end.
CREATE TABLE upload_chunk (
  identity TEXT    NOT NULL REFERENCES upload (identity) ON DELETE CASCADE,
  position INTEGER NOT NULL,                   -- of the chunk in its stream, from 0
  hash     BLOB    NOT NULL,
  PRIMARY KEY (identity, position)
) STRICT, WITHOUT ROWID;

-- Registrations that are on their way: what was sent, word for word, until its answer is in the catalog.
CREATE TABLE registration (
  number INTEGER PRIMARY KEY,
  body   BLOB    NOT NULL
) STRICT;
