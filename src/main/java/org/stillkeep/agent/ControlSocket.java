package org.stillkeep.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the agent of a state folder listens for commands. */
public final class ControlSocket {

  /** The kernel's limit is 108 bytes on Linux and 104 on macOS, with the final zero. */
  private static final int MAX_PATH_BYTES = 100;

  private ControlSocket() {}

  /**
   * The socket's path: in the state folder, or, where that path is too long for a socket, under the folder for run-time
   * files, with a name made from the state folder's.
   */
  public static Path of(Path stateFolder) {
    Path inState = stateFolder.resolve("agent.sock");
    if (inState.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES) {
      return inState;
    }
    String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", System.getProperty("java.io.tmpdir"));
    return Path.of(runtime, "stillkeep-" + digest(stateFolder.toAbsolutePath().toString()) + ".sock");
  }

  private static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
