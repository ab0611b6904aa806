package org.stillkeep.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.files.PatientCall;
import org.stillkeep.inbox.InboxListing;
import org.stillkeep.inbox.InboxScanner;

/**
 * Lists the inboxes, each on a thread of its own: they are waited for as long as their disks answer, and no longer, and one whose
 * disk begins to hang over its listing keeps nobody from the others. Used by the worker only.
 */
final class InboxListings {

  private static final Logger log = LoggerFactory.getLogger(InboxListings.class);

  /** How long a listing is waited for without looking whether it should be. */
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final InboxScanner scanner;
  private final Predicate<Path> answers;
  private final BooleanSupplier mustStop;
  private final Map<Path, PatientCall<InboxListing>> calls = new LinkedHashMap<>();

  /**
   * @param answers whether the disk of an inbox answered when it was last asked
   * @param mustStop asked here, and on the threads that list
   */
  InboxListings(List<Path> inboxes, InboxScanner scanner, Predicate<Path> answers, BooleanSupplier mustStop) {
    this.scanner = scanner;
    this.answers = answers;
    this.mustStop = mustStop;
    inboxes.forEach(inbox -> calls.put(inbox, new PatientCall<>("stillkeep-listing " + inbox)));
  }

  /**
   * What lies in the inboxes now.
   *
   * @param silent inboxes that are left alone
   * @return what lies in those that could be listed to the end; empty when it must stop before
   */
  Optional<InboxListing> list(Set<Path> silent) throws IOException {
    List<Path> asked = calls.keySet().stream().filter(inbox -> !silent.contains(inbox) && ask(inbox)).toList();
    List<InboxListing> listings = new ArrayList<>();
    for (Path inbox : asked) {
      Optional<InboxListing> listing = await(inbox);
      if (listing.isEmpty() && mustStop.getAsBoolean()) {
        return Optional.empty();
      }
      listing.ifPresent(listings::add);
    }
    return Optional.of(InboxListing.of(listings));
  }

  private boolean ask(Path inbox) {
    boolean isAsked = calls.get(inbox).ask(() -> scanner.scan(inbox, mustStop));
    if (!isAsked) {
      log.info("an earlier look into {} still hangs", inbox);
    }
    return isAsked;
  }

  private Optional<InboxListing> await(Path inbox) throws IOException {
    Optional<InboxListing> listing;
    do {
      listing = calls.get(inbox).await(System.nanoTime() + WAIT_NANOS);
    } while (listing.isEmpty() && !mustStop.getAsBoolean() && answers.test(inbox));
    return listing;
  }
}
