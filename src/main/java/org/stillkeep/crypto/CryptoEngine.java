package org.stillkeep.crypto;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Which code seals and opens the messages of all streams in this process: our own, or that of the system's libsodium where it is
 * there, does the same ({@link CipherProof}) and is faster ({@link Race}). Thread-safe.
 *
 * <p>It begins with our own. Loading libsodium takes as much processor time as it saves in some hundred megabytes, which few
 * commands have to seal; and until then our own code, which gets faster as it runs, could not be measured fairly. So the choice is
 * made when that much has passed, once, by the thread that happens to notice; the others go on meanwhile.
 *
 * <p>The system property {@value #PROPERTY} chooses beforehand: {@code built-in}, or {@code libsodium} from the first byte on and
 * without a race, which is for tests.
 */
public final class CryptoEngine {

  /** Why it is the one code or the other. */
  public enum Reason {
    /** libsodium is in use. */
    FASTER,
    /** libsodium is not on this system, or cannot be loaded. */
    MISSING,
    /** libsodium did not do what our own code does. */
    REFUSED,
    /** libsodium is not faster. */
    SLOWER,
    /** libsodium is not wanted. */
    SWITCHED_OFF
  }

  /**
   * What is in use.
   *
   * @param version of libsodium; empty where it was not loaded
   */
  public record InUse(Reason reason, String version) {}

  /** A code that may be used instead of our own. */
  record Candidate(String version, MessageCipher cipher) {}

  private record Choice(InUse inUse, Optional<MessageCipher> cipher) {}

  static final String PROPERTY = "stillkeep.crypto";

  private static final long WORTH_LOADING_BYTES = 256L << 20;

  private static volatile CryptoEngine ofThisProcess = chosenBy(System.getProperty(PROPERTY, ""));

  private final Supplier<Optional<Candidate>> candidates;
  private final BiPredicate<MessageCipher, MessageCipher> isFaster;
  private final long worthLoadingBytes;
  private final boolean builtInOnly;

  private final AtomicLong bytesSoFar = new AtomicLong();
  private final AtomicBoolean choosing = new AtomicBoolean();
  private volatile boolean allowed;
  private volatile Consumer<InUse> told = inUse -> {};

  /** Empty before the choice. Written under this object's lock. */
  private volatile Optional<Choice> made = Optional.empty();

  /**
   * @param candidates asked at most once
   * @param isFaster whether the first is faster than the second
   * @param worthLoadingBytes how many bytes pass before anybody asks
   */
  CryptoEngine(
      Supplier<Optional<Candidate>> candidates, BiPredicate<MessageCipher, MessageCipher> isFaster, long worthLoadingBytes) {
    this(candidates, isFaster, worthLoadingBytes, false);
  }

  private CryptoEngine(
      Supplier<Optional<Candidate>> candidates,
      BiPredicate<MessageCipher, MessageCipher> isFaster,
      long worthLoadingBytes,
      boolean builtInOnly) {
    this.candidates = candidates;
    this.isFaster = isFaster;
    this.worthLoadingBytes = worthLoadingBytes;
    this.builtInOnly = builtInOnly;
    this.allowed = !builtInOnly;
  }

  /** The one that all streams of this process ask. */
  public static CryptoEngine ofThisProcess() {
    return ofThisProcess;
  }

  /** Puts another in its place, for tests. Streams that are open keep theirs. */
  static void replaceBy(CryptoEngine other) {
    ofThisProcess = other;
  }

  static CryptoEngine chosenBy(String property) {
    return switch (property) {
      case "built-in" -> new CryptoEngine(Optional::empty, Race::isFaster, Long.MAX_VALUE, true);
      case "libsodium" -> new CryptoEngine(CryptoEngine::libsodium, (candidate, ours) -> true, 0);
      default -> new CryptoEngine(CryptoEngine::libsodium, Race::isFaster, WORTH_LOADING_BYTES);
    };
  }

  /**
   * Says what the user wants, before much is sealed or opened.
   *
   * @param libsodium whether it may be chosen
   * @param listener told of the choice when it is made, by whatever thread makes it
   */
  public void configure(boolean libsodium, Consumer<InUse> listener) {
    allowed = libsodium && !builtInOnly;
    told = listener;
  }

  /** What is in use where there is much to do. Makes the choice if it was not made yet, which takes a fraction of a second. */
  public InUse inUse() {
    return allowed ? choice().inUse() : new InUse(Reason.SWITCHED_OFF, "");
  }

  /** What is to be used instead of our own code for a message of so many bytes. */
  Optional<MessageCipher> forMessageOf(int bytes) {
    if (!allowed) {
      return Optional.empty();
    }
    if (made.isEmpty() && bytesSoFar.addAndGet(bytes) >= worthLoadingBytes && choosing.compareAndSet(false, true)) {
      choice();
    }
    return made.flatMap(Choice::cipher);
  }

  private synchronized Choice choice() {
    if (made.isEmpty()) {
      Choice choice = candidates.get().map(this::judged).orElseGet(() -> ours(Reason.MISSING, ""));
      made = Optional.of(choice);
      told.accept(choice.inUse());
    }
    return made.get();
  }

  private Choice judged(Candidate candidate) {
    try (BuiltInMessages ours = new BuiltInMessages()) {
      if (!CipherProof.holds(candidate.cipher(), ours)) {
        return ours(Reason.REFUSED, candidate.version());
      }
      return isFaster.test(candidate.cipher(), ours)
          ? new Choice(new InUse(Reason.FASTER, candidate.version()), Optional.of(candidate.cipher()))
          : ours(Reason.SLOWER, candidate.version());
    }
  }

  private static Choice ours(Reason reason, String version) {
    return new Choice(new InUse(reason, version), Optional.empty());
  }

  private static Optional<Candidate> libsodium() {
    return Libsodium.load().map(version -> new Candidate(version, new SodiumMessages()));
  }
}
