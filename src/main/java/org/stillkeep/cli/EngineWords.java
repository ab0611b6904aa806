package org.stillkeep.cli;

import org.stillkeep.crypto.CryptoEngine.InUse;

/** Which code encrypts, in words. */
final class EngineWords {

  private EngineWords() {}

  static String of(InUse inUse) {
    return switch (inUse.reason()) {
      case FASTER -> "libsodium " + inUse.version();
      case MISSING -> "built in (no libsodium here that can be loaded)";
      case REFUSED -> "built in (libsodium " + inUse.version() + " failed its test)";
      case SLOWER -> "built in (libsodium " + inUse.version() + " is not faster)";
      case SWITCHED_OFF -> "built in (libsodium is switched off)";
    };
  }
}
