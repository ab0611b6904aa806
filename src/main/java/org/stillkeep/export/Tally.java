package org.stillkeep.export;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts what a pass does, and tells the listener. Belongs to the pass's thread. */
final class Tally implements ByteCount {

  private final ExportListener listener;
  private final Set<String> kept = new LinkedHashSet<>();
  private final List<ExportSummary.Failure> failures = new ArrayList<>();
  private final List<ExportSummary.Failure> waiting = new ArrayList<>();
  private long written;
  private long writtenBytes;
  private long linked;
  private long sidecars;
  private long adopted;
  private long moved;
  private long trashed;
  private long withdrawn;
  private long heldBack;
  private long filesDone;

  Tally(ExportListener listener) {
    this.listener = listener;
  }

  void began(String path) {
    listener.began(path);
  }

  @Override
  public void wrote(long bytes) {
    writtenBytes += bytes;
    listener.progressed(filesDone, writtenBytes);
  }

  @Override
  public void takeBack(long bytes) {
    writtenBytes -= bytes;
  }

  void written() {
    written++;
  }

  void linked() {
    linked++;
  }

  void sidecar() {
    sidecars++;
  }

  void adopted() {
    adopted++;
  }

  void moved() {
    moved++;
  }

  void trashed() {
    trashed++;
  }

  void withdrawn() {
    withdrawn++;
  }

  void kept(String path) {
    kept.add(path);
  }

  void heldBack(long files) {
    heldBack += files;
  }

  void itemDone() {
    filesDone++;
    listener.progressed(filesDone, writtenBytes);
  }

  void failed(String path, String title, Exception cause) {
    ExportSummary.Failure failure = new ExportSummary.Failure(path, title, FailureWords.of(cause));
    failures.add(failure);
    listener.failed(failure);
  }

  /** Somebody holds this file of it open. */
  void waits(String path, String title, Exception cause) {
    waiting.add(new ExportSummary.Failure(path, title, FailureWords.of(cause)));
  }

  /** Whether something is not as it should be: it failed, or waits. */
  boolean hasFailures() {
    return !failures.isEmpty() || !waiting.isEmpty();
  }

  ExportSummary summary() {
    return new ExportSummary(
        written, writtenBytes, linked, sidecars, adopted, moved, trashed, withdrawn, List.copyOf(kept), heldBack, waiting, failures);
  }
}
