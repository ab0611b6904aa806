-- How content was found when it was last read to its end, so that all of it is read again in turn, and so that an import that
-- brings content which was found damaged stores it once more. Losing it costs reading.

CREATE TABLE content_check (
  asset_id   INTEGER PRIMARY KEY,
  object_key TEXT    NOT NULL,                 -- of the object that was read; says nothing of another
  read_ms    INTEGER NOT NULL,                 -- milliseconds since 1970
  damage     TEXT                              -- what is wrong with it; null when it is whole
) STRICT;
CREATE INDEX content_check_damaged ON content_check (asset_id) WHERE damage IS NOT NULL;
