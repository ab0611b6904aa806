package org.stillkeep.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The codes over which the tests of streams run. */
enum Engine {
  BUILT_IN("built-in"),
  LIBSODIUM("libsodium");

  private final String property;

  Engine(String property) {
    this.property = property;
  }

  /** Has all streams use this one, until {@link #useTheUsual()}. Skips the tests where it is missing. */
  void use() {
    CryptoEngine engine = CryptoEngine.chosenBy(property);
    assumeTrue(this == BUILT_IN || engine.inUse().reason() != CryptoEngine.Reason.MISSING, "no libsodium on this system");
    CryptoEngine.replaceBy(engine);
  }

  static void useTheUsual() {
    CryptoEngine.replaceBy(CryptoEngine.chosenBy(""));
  }
}
