package org.stillkeep.export;

/** Hears how a check of an export folder goes on, on the thread that checks. */
@FunctionalInterface
public interface ExportCheckListener {

  /** Hears nothing. */
  ExportCheckListener NONE = (files, ofFiles, bytes, ofBytes) -> {};

  /** So many files of ours, and bytes of them, have been looked at. */
  void checked(long files, long ofFiles, long bytes, long ofBytes);
}
