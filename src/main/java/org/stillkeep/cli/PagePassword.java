package org.stillkeep.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillkeep.crypto.Argon2id;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;

/**
 * The password of the status page, kept as its Argon2id hash in a file of the state folder that only its owner can read, in the
 * usual form: {@code $argon2id$v=19$m=32768,t=3,p=1$SALT$HASH}, m in KiB, salt and hash in Base64 without padding.
 */
final class PagePassword {

  private static final String FILE_NAME = "page-password";
  /** Above what OWASP asks for (19 MiB, 2 passes), and still little beside the agent's own memory. */
  private static final int MEMORY_KIB = 32 * 1024;

  private static final int PASSES = 3;
  /** Whoever can write this file may still not make us fill the memory. */
  private static final int MOST_MEMORY_KIB = 256 * 1024;

  private static final int MOST_PASSES = 20;
  private static final Pattern FORM =
      Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  private final Path file;

  PagePassword(Path stateFolder) {
    this.file = stateFolder.resolve(FILE_NAME);
  }

  /** Whether a password was set. */
  boolean isSet() {
    return Files.exists(file);
  }

  /** Keeps a new password's hash. The state folder must be there; the caller wipes the password. */
  void set(char[] password) throws IOException {
    byte[] salt = new byte[Argon2id.SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    byte[] hash = hash(password, salt, MEMORY_KIB, PASSES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    String line =
        "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    try (Pending pending = DurableFiles.begin(file, PosixMode.OWNER_ONLY)) {
      pending.body().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      pending.commit();
    }
  }

  /**
   * Whether this is the password. Takes a good part of a second and some memory, by intent; attempts take turns. The caller
   * wipes the password.
   *
   * @throws IOException when the file cannot be read or is damaged: nothing opens the page then
   */
  synchronized boolean matches(char[] password) throws IOException {
    Matcher line = FORM.matcher(Files.readString(file).strip());
    if (!line.matches() || Integer.parseInt(line.group(1)) > MOST_MEMORY_KIB || Integer.parseInt(line.group(2)) > MOST_PASSES) {
      throw new IOException(file + " is damaged; set the password again with `stillkeep page --set-password`");
    }
    byte[] salt = Base64.getDecoder().decode(line.group(3));
    byte[] hash = hash(password, salt, Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)));
    return MessageDigest.isEqual(hash, Base64.getDecoder().decode(line.group(4)));
  }

  private static byte[] hash(char[] password, byte[] salt, int memoryKib, int passes) {
    // A letter takes at most three bytes, so that no copy is left behind by a buffer that grew.
    byte[] room = new byte[3 * password.length];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password), encoded, true);
    byte[] utf8 = Arrays.copyOf(room, encoded.position());
    try (CryptoKey derived = Argon2id.derive(utf8, salt, memoryKib * 1024L, passes)) {
      return derived.copyBytes();
    } finally {
      Arrays.fill(utf8, (byte) 0);
      Arrays.fill(room, (byte) 0);
    }
  }
}
