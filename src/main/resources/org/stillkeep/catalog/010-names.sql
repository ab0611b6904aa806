-- Whether a name is taken in an export is asked for each photo that comes into a folder, in which there may be a hundred thousand.
-- Most of the systems that a folder may be carried to take names that differ in case only for one.
CREATE INDEX ledger_file_by_name ON ledger_file (export, path COLLATE NOCASE);
