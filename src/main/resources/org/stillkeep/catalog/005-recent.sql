-- When an asset came into this catalog, so that the newest can be shown with their times. A catalog that is built anew sees all
-- of them come at once. SQLite's clock, because a row that is written twice comes only once, and only SQLite knows which it is.

-- Milliseconds since 1970; null for assets that came before this column did.
ALTER TABLE asset ADD COLUMN came_ms INTEGER;

CREATE TRIGGER asset_comes AFTER INSERT ON asset
BEGIN
  UPDATE asset SET came_ms = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE id = new.id;
END;
