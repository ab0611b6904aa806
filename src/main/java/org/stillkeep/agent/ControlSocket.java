package org.stillkeep.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.stillkeep.files.DurableFiles;

/** Where the agent of a state folder listens for commands. */
public final class ControlSocket {

  private static final String NAME = "agent.sock";

  /** The kernel's limit is 108 bytes on Linux and 104 on macOS, with the final zero. */
  private static final int MAX_PATH_BYTES = 100;

  private ControlSocket() {}

  /**
   * The socket's path: in the state folder, or, where that path is too long for a socket, in a folder of our own under that for
   * run-time files, with a name made from the state folder's.
   *
   * @throws IOException when somebody else has made that folder, who might listen there in our place
   */
  public static Path of(Path stateFolder) throws IOException {
    String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", System.getProperty("java.io.tmpdir"));
    return of(stateFolder, Path.of(runtime));
  }

  static Path of(Path stateFolder, Path runtimeFolder) throws IOException {
    Path inState = stateFolder.resolve(NAME);
    if (inState.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES) {
      return inState;
    }
    Path folder = runtimeFolder.resolve("stillkeep-" + digest(stateFolder.toAbsolutePath().toString()));
    boolean ownerOnly = DurableFiles.createPrivateDirectories(folder);
    boolean ours = Files.notExists(stateFolder) || Files.getOwner(folder).equals(Files.getOwner(stateFolder));
    if (!ownerOnly || !ours || Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " is not ours alone, and the path of " + stateFolder + " is too long for a socket");
    }
    return folder.resolve(NAME);
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
