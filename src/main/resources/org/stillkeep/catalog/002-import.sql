-- The import journal: every archive ever listed, its entries, and what became of each of them.
-- Losing it costs reading archives again; what is in the library already is then found by its content.

CREATE TABLE archive (
  id          INTEGER PRIMARY KEY,
  fingerprint TEXT    NOT NULL UNIQUE,         -- of its directory: the same archive under any name
  set_id      TEXT    NOT NULL,
  file_name   TEXT    NOT NULL,                -- as last seen
  part        INTEGER,                         -- null when its name says none
  kind        TEXT    NOT NULL,                -- ZIP, TGZ, FOLDER, FILE
  size_bytes  INTEGER NOT NULL,
  file_ms     INTEGER NOT NULL,                -- file time when its damage was last looked at, in ms since 1970
  read_back   INTEGER NOT NULL CHECK (read_back IN (0, 1))  -- 1 once all that was imported from it was read back
) STRICT;
CREATE INDEX archive_by_set ON archive (set_id);

CREATE TABLE entry (
  archive_id       INTEGER NOT NULL REFERENCES archive (id) ON DELETE CASCADE,
  position         INTEGER NOT NULL,           -- its place in the archive, from 0
  path             TEXT    NOT NULL,
  size_bytes       INTEGER NOT NULL,
  crc32            INTEGER NOT NULL,
  modified         INTEGER,                    -- digits of its date as if they were UTC, in seconds; null when it has none
  state            TEXT    NOT NULL,           -- what the archive said: READABLE, DIRECTORY, …
  facts_read       INTEGER NOT NULL DEFAULT 0, -- 1 once the next three were looked for in the media itself
  embedded_time    INTEGER,                    -- digits as above; null when there is none
  duration_ms      INTEGER,                    -- null for what is no video
  content_id       TEXT,                       -- Apple's mark of a live photo's halves; null for all else
  outcome          TEXT    NOT NULL,           -- name of Outcome
  reason           TEXT    NOT NULL,           -- in words for people, also what healed it; '' where the outcome says it all
  rule             TEXT,                       -- null unless a sidecar was found for it
  confidence       TEXT,                       -- null unless it is media
  asset_id         INTEGER,                    -- null unless it became, or already was, an asset
  sidecar_archive  INTEGER,                    -- null, as the next is, unless a sidecar's facts were used
  sidecar_position INTEGER,
  candidates       TEXT,                       -- null unless nothing decides between several sidecars: archive:position each, blanks between
  healed           INTEGER NOT NULL CHECK (healed IN (0, 1)),  -- 1 once a later part improved its asset
  PRIMARY KEY (archive_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_content ON entry (crc32, size_bytes) WHERE asset_id IS NOT NULL;
CREATE INDEX entry_by_asset ON entry (asset_id) WHERE asset_id IS NOT NULL;
CREATE INDEX entry_by_outcome ON entry (archive_id, outcome);

-- The texts of JSON entries, kept so that a later part can still claim a sidecar whose archive is gone.
CREATE TABLE entry_json (
  archive_id INTEGER NOT NULL REFERENCES archive (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  json       BLOB    NOT NULL,
  PRIMARY KEY (archive_id, position)
) STRICT, WITHOUT ROWID;
