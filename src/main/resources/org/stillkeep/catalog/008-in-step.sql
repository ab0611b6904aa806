-- Sets of which a plan found nothing to do, so that the next need not be made while nothing has changed. Any change of what plans
-- are made of forgets all of them: the triggers see to that, whoever makes the change. Losing it costs planning.

CREATE TABLE set_in_step (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice: an old plan must not speak for a newer one
  set_id  TEXT    NOT NULL UNIQUE,
  made_of TEXT    NOT NULL,                    -- archives and options, in the importer's words
  done    INTEGER NOT NULL CHECK (done IN (0, 1))  -- 0 while the plan is made and carried out
) STRICT;

CREATE TRIGGER archive_begun AFTER INSERT ON archive WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;
CREATE TRIGGER archive_changed AFTER UPDATE OF set_id, file_name, file_ms ON archive WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;
CREATE TRIGGER archive_forgotten AFTER DELETE ON archive WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;

CREATE TRIGGER entry_listed AFTER INSERT ON entry WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;
CREATE TRIGGER entry_changed AFTER UPDATE ON entry WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;

CREATE TRIGGER asset_new AFTER INSERT ON asset WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;
CREATE TRIGGER asset_changed AFTER UPDATE OF change ON asset WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;
CREATE TRIGGER asset_forgotten AFTER DELETE ON asset WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;

CREATE TRIGGER album_new AFTER INSERT ON album WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;
CREATE TRIGGER album_changed AFTER UPDATE OF change ON album WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;
CREATE TRIGGER album_forgotten AFTER DELETE ON album WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;

CREATE TRIGGER membership_new AFTER INSERT ON membership WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;
CREATE TRIGGER membership_changed AFTER UPDATE OF change ON membership WHEN EXISTS (SELECT 1 FROM set_in_step)
BEGIN
  DELETE FROM set_in_step;
END;

-- Before, since a row that is replaced tells nobody else that it goes. What is read and found whole again changes no plan.
CREATE TRIGGER content_found_damaged_or_whole_again BEFORE INSERT ON content_check
WHEN new.damage IS NOT NULL OR EXISTS (SELECT 1 FROM content_check WHERE asset_id = new.asset_id AND damage IS NOT NULL)
BEGIN
  DELETE FROM set_in_step;
END;
