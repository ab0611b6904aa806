package org.stillkeep.crypto;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.File;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions of the system's libsodium by which messages are sealed. Addresses and sizes are 64 bits wide, so that calls take and
 * give nothing but numbers and leave nothing on the heap; nothing is loaded where they are not. All of them are safe to call from
 * several threads.
 *
 * @see <a href="https://doc.libsodium.org/advanced/stream_ciphers/chacha20">ChaCha20</a>
 * @see <a href="https://doc.libsodium.org/advanced/poly1305">Poly1305</a>
 */
@SuppressWarnings("MemberName") // theirs
final class Libsodium {

  private static final int ADDRESS_BYTES = 8;

  private Libsodium() {}

  /** The version of the library, ready for use; empty when there is none on this system, or it cannot be loaded. */
  static Optional<String> load() {
    return load(new File("/dev/urandom"));
  }

  /** @param randomNumbers without which libsodium ends the process, where the kernel (Linux before 3.17) has no others for it */
  static Optional<String> load(File randomNumbers) {
    return randomNumbers.canRead() ? loadUnderAnyName() : Optional.empty();
  }

  private static Optional<String> loadUnderAnyName() {
    return names(System.getProperty("os.name")).stream().flatMap(name -> load(name).stream()).findFirst();
  }

  private static Optional<String> load(String name) {
    try {
      if (Native.POINTER_SIZE != ADDRESS_BYTES || Native.SIZE_T_SIZE != ADDRESS_BYTES) {
        return Optional.empty();
      }
      Native.register(Libsodium.class, NativeLibrary.getInstance(name));
      return sodium_init() < 0 ? Optional.empty() : Optional.of(sodium_version_string());
    } catch (LinkageError | RuntimeException notUnderThisName) {
      // Missing, for another kind of processor, or forbidden: all of that is ordinary, and another name may do.
      return Optional.empty();
    }
  }

  /**
   * What the library is called: the names of its interface since 1.0.12 and since 1.0.19 on Linux, its place in either kind of
   * Homebrew. Nowhere else is it part of the system, and what lies about under its name is nobody knows whose.
   */
  static List<String> names(String system) {
    String lower = system.toLowerCase(Locale.ROOT);
    if (lower.startsWith("linux")) {
      return List.of("libsodium.so.26", "libsodium.so.23");
    }
    return lower.startsWith("mac")
        ? List.of("/opt/homebrew/lib/libsodium.dylib", "/usr/local/lib/libsodium.dylib")
        : List.of();
  }

  /** Where the bytes of a direct buffer lie. Valid for as long as the buffer is reachable. */
  static long addressOf(ByteBuffer buffer) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
  }

  /** Not negative when the library may be used. */
  private static native int sodium_init();

  private static native String sodium_version_string();

  /** XORs the keystream from block {@code counter} on onto {@code length} bytes at {@code from}, and puts them to {@code to}. */
  static native int crypto_stream_chacha20_ietf_xor_ic(long to, long from, long length, long nonce, int counter, long key);

  /** {@code state} has 256 bytes, at a multiple of 16. */
  static native int crypto_onetimeauth_poly1305_init(long state, long key);

  static native int crypto_onetimeauth_poly1305_update(long state, long bytes, long length);

  static native int crypto_onetimeauth_poly1305_final(long state, long code);
}
