-- Assets, albums and cursors of the library: a readable index of what the store holds encrypted.
-- All of it can be read again from the store. Keys stand here only wrapped, as the store has them.
-- Times are microseconds since 1970, as in the store.

-- One number for every change of an asset, an album or a membership, ever growing. Each row of those tables carries the
-- number of its own latest change, so "what changed since n" is a range of an index. Gone rows stay, as tombstones.
CREATE TABLE change_sequence (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  last     INTEGER NOT NULL
) STRICT;
INSERT INTO change_sequence (only_row, last) VALUES (1, 0);

-- How far we have read in the store, and which store it was. Names have the form room.what.
CREATE TABLE cursor (
  name   TEXT PRIMARY KEY,
  number INTEGER,              -- null for a cursor that is a text
  text   TEXT                  -- null for a cursor that is a number
) STRICT, WITHOUT ROWID;

CREATE TABLE album (
  id             INTEGER PRIMARY KEY,          -- the store's collection id
  kind           TEXT    NOT NULL,             -- ALBUM, FAVORITES, UNCATEGORIZED
  title          TEXT    NOT NULL,
  origin         TEXT    NOT NULL,             -- what it was made from; '' when another client made it
  key_ciphertext BLOB    NOT NULL,             -- collection key under the master key
  key_nonce      BLOB    NOT NULL,
  magic_version  INTEGER NOT NULL,             -- 0: the store has no private magic metadata
  magic_json     TEXT    NOT NULL,
  metadata       TEXT,                         -- the JSON that its Takeout had of it, word for word; null when none came
  removed        INTEGER NOT NULL CHECK (removed IN (0, 1)),
  files_read     INTEGER NOT NULL DEFAULT 0,   -- the store's time up to which its files have been read
  change         INTEGER NOT NULL
) STRICT;
CREATE INDEX album_by_origin ON album (origin) WHERE origin <> '';
CREATE UNIQUE INDEX album_by_change ON album (change);

CREATE TABLE asset (
  id                INTEGER PRIMARY KEY,       -- the store's file id
  state             TEXT    NOT NULL,          -- ACTIVE, TRASHED, GONE
  kind              TEXT    NOT NULL,          -- PHOTO, VIDEO, LIVE_PHOTO
  hash              BLOB    NOT NULL,          -- BLAKE2b-512 of the content: 64 bytes; of a live photo's halves: 128
  size_bytes        INTEGER NOT NULL,
  live_video_bytes  INTEGER NOT NULL,          -- 0 unless it is a live photo
  title             TEXT    NOT NULL,
  live_video_title  TEXT,                      -- null unless it is a live photo
  taken             INTEGER NOT NULL,
  taken_offset      INTEGER,                   -- seconds east of UTC; null when not known
  taken_source      TEXT    NOT NULL,
  taken_accuracy    TEXT    NOT NULL,
  modified          INTEGER,                   -- null when not known
  latitude          REAL,                      -- null, as longitude is, when the place is not known
  longitude         REAL,
  altitude          REAL,                      -- null when the height is not known
  description       TEXT    NOT NULL,
  people            TEXT    NOT NULL,          -- JSON array of names
  archived          INTEGER NOT NULL CHECK (archived IN (0, 1)),
  url               TEXT,                      -- null when no sidecar told it
  sidecar_json      TEXT,                      -- null when no sidecar was found yet
  edited_of         BLOB,                      -- null unless it is an edited copy: hash of its original, or of that one's still
  object_key        TEXT    NOT NULL,
  object_header     BLOB    NOT NULL,
  object_bytes      INTEGER NOT NULL,
  thumb_key         TEXT,                      -- null, as the next two are, when there is no thumbnail
  thumb_header      BLOB,
  thumb_bytes       INTEGER,
  private_version   INTEGER NOT NULL,          -- 0: the store has no such metadata
  private_json      TEXT    NOT NULL,          -- without the sidecar, which has its own column
  public_version    INTEGER NOT NULL,
  public_json       TEXT    NOT NULL,
  change            INTEGER NOT NULL
) STRICT;
CREATE INDEX asset_by_hash ON asset (hash);
CREATE INDEX asset_by_still ON asset (substr(hash, 1, 64)) WHERE kind = 'LIVE_PHOTO';
CREATE INDEX asset_by_video ON asset (substr(hash, 65)) WHERE kind = 'LIVE_PHOTO';
CREATE UNIQUE INDEX asset_by_change ON asset (change);

CREATE TABLE membership (
  album_id       INTEGER NOT NULL REFERENCES album (id),
  asset_id       INTEGER NOT NULL REFERENCES asset (id),
  key_ciphertext BLOB    NOT NULL,             -- the asset's key under the album's key
  key_nonce      BLOB    NOT NULL,
  removed        INTEGER NOT NULL CHECK (removed IN (0, 1)),
  change         INTEGER NOT NULL,
  PRIMARY KEY (album_id, asset_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_asset ON membership (asset_id);
CREATE INDEX membership_removed ON membership (asset_id) WHERE removed = 1;
CREATE UNIQUE INDEX membership_by_change ON membership (change);

-- What the library's keys did not open. Kept so that verify can name it.
CREATE TABLE unreadable (
  album_id INTEGER NOT NULL,
  file_id  INTEGER NOT NULL,                   -- 0: the collection itself
  reason   TEXT    NOT NULL,
  PRIMARY KEY (album_id, file_id)
) STRICT, WITHOUT ROWID;
