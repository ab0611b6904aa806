-- What was written into each export folder, and the agent's own settings.

-- Settings: names and values are text; each room names its own keys with its name and a dot in front.
CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One row for each export folder we ever wrote to. The number stands for it in the ledger's rows.
CREATE TABLE export (
  number    INTEGER PRIMARY KEY,
  export_id TEXT NOT NULL UNIQUE            -- as in the folder's marker
);

-- Folders of an export, by what they stand for. A name once given stays.
CREATE TABLE ledger_folder (
  export      INTEGER NOT NULL REFERENCES export (number) ON DELETE CASCADE,
  folder_key  TEXT NOT NULL,                -- 'album:7', 'year:2019', 'date:2024-05'
  path        TEXT NOT NULL,                -- below the export's root, segments joined by '/'
  title       TEXT NOT NULL,                -- the title that the path was made from
  renaming_to TEXT,                         -- null except from just before a rename until just after
  PRIMARY KEY (export, folder_key)
) WITHOUT ROWID;

-- Files of an export that we wrote, or found with the right bytes. Before a file is written its row says what is intended,
-- so that after a crash we know our own work; that it is there is committed only after the file is durable.
CREATE TABLE ledger_file (
  export        INTEGER NOT NULL REFERENCES export (number) ON DELETE CASCADE,
  folder_key    TEXT NOT NULL,              -- of the folder it belongs to
  asset_id      INTEGER NOT NULL,           -- 0 for an album's own JSON
  role          TEXT NOT NULL,              -- name of LedgerFile.Role
  path          TEXT NOT NULL,              -- below the export's root, segments joined by '/'
  content_hash  TEXT NOT NULL,              -- of this one file, as ContentHash writes it
  intended_hash TEXT,                       -- null except from just before the file is written until just after
  size_bytes    INTEGER NOT NULL,
  stamp         TEXT NOT NULL,              -- of a sidecar: what it was made from; otherwise ''
  set_ms        INTEGER,                    -- the file time we set; null when we set none
  read_ms       INTEGER,                    -- the file time read back, which the file system may have rounded; null until
                                            -- the file is known to be there
  edited        INTEGER NOT NULL,           -- 1 once the file was found changed by somebody else
  PRIMARY KEY (export, folder_key, asset_id, role)
) WITHOUT ROWID;

CREATE UNIQUE INDEX ledger_file_by_path ON ledger_file (export, path);
CREATE INDEX ledger_file_by_asset ON ledger_file (export, asset_id);
