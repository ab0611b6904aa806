-- Exported copies into which metadata was written differ from what the library has: the ledger knows both.

-- The library's content that the file was made from, as ContentHash writes it; null when the file is that content itself, and
-- for sidecars. For photos and videos, stamp is what was written into them, and '' when nothing should be.
ALTER TABLE ledger_file ADD COLUMN library_hash TEXT;
