package org.stillkeep.export;

import java.util.List;

/**
 * What is to be done, in order. Decided without touching a disk.
 *
 * @param steps folders and files, then the trash, then folders that are left
 * @param heldBack files that should go to the trash, but are more than the guard allows; their steps are left out
 */
record Plan(List<Step> steps, long heldBack) {

  boolean isEmpty() {
    return steps.isEmpty();
  }

  long assets() {
    return steps.stream().filter(Step.PutAsset.class::isInstance).count();
  }

  /** How many photos and videos are gone, and shall stay so. */
  long respectedMedia() {
    return steps.stream().filter(step -> step instanceof Step.Respect respect && respect.file().role().isMedia()).count();
  }

  long bytes() {
    return steps.stream().mapToLong(step -> step instanceof Step.PutAsset put ? put.bytes() : 0).sum();
  }
}
