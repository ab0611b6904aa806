-- Assets are found by the first eight bytes of their hashes: an index of whole hashes, which are random, is several times as large, and
-- an import of many writes most of its pages anew for each commit.

DROP INDEX asset_by_hash;
CREATE INDEX asset_by_hash ON asset (substr(hash, 1, 8));
