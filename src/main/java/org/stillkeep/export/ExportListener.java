package org.stillkeep.export;

/** Hears how a pass goes, from the thread that runs it; calls are cheap to make and must be quick to answer. */
public interface ExportListener {

  /** Hears nothing. */
  ExportListener NONE = new ExportListener() {};

  /** The plan is made. Called once for each pass that has anything to do. */
  default void planned(long files, long bytes) {}

  /** A file is begun; the path is relative to the export's root, with {@code /}. */
  default void began(String path) {}

  /** How far the pass is: files finished, and bytes of content written, the file at hand included. */
  default void progressed(long filesDone, long bytesDone) {}

  /** One item failed and the pass went on. */
  default void failed(ExportSummary.Failure failure) {}
}
