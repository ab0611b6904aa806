package org.stillkeep.ente;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.stillkeep.crypto.Blake2b;
import org.stillkeep.crypto.CiphertextException;
import org.stillkeep.crypto.CryptoKey;
import org.stillkeep.crypto.Kdf;
import org.stillkeep.crypto.SecretBox;
import org.stillkeep.ente.EnteException.What;
import org.stillkeep.files.DurableFiles;
import org.stillkeep.files.Pending;
import org.stillkeep.files.PosixMode;
import org.stillkeep.store.KeyAttributes;
import org.stillkeep.store.KeyAttributesJson;

/**
 * A session that outlives the program, in a file of the state folder that only its owner may read. The token in it is sealed
 * under a key made of the master key, so the file alone is of no use; it is sealed together with the address of its server, so
 * that nobody can have it sent to another.
 *
 * <pre>
 *   {"format":1, "server":"https://…", "email":"…", "userId":1580…, "keyAttributes":{Ente's}, "token":B64, "nonce":B64, "check":hex}
 *   token = secretbox(header value || LF || server || LF || userId) under subkey 1 of the master key for "stktoken"
 *   check = BLAKE2b-256 over the object without it, as it is written here; older files have none
 * </pre>
 *
 * The check finds accidents in what no key protects: the address, and the salt without which no password opens anything.
 */
public final class SessionFile {

  private static final String NAME = "ente-session.json";
  private static final int FORMAT = 1;
  private static final String CHECK = "check";
  private static final int MOST_BYTES = 64 << 10;
  private static final String CONTEXT = "stktoken";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;
  private final SecureRandom random = new SecureRandom();

  /** The file need not exist, the folder does. */
  public SessionFile(Path stateFolder) {
    this.file = stateFolder.resolve(NAME);
  }

  /**
   * A session as it lies on disk, its token sealed.
   *
   * @param keyAttributes with which password or recovery words give the master key
   */
  public record Kept(EnteServer server, String email, long userId, KeyAttributes keyAttributes, SealedToken token) {

    /**
     * Opens the token.
     *
     * @param masterKey stays the caller's
     * @throws EnteException DAMAGED_SESSION_FILE when it is that of another account, or the file was altered
     */
    public EnteSession unlock(CryptoKey masterKey) throws EnteException {
      return new EnteSession(server, email, userId, keyAttributes, token.open(masterKey, boundTo(server, userId)));
    }
  }

  /** A token that only the master key opens. */
  public static final class SealedToken {
    private final byte[] box;
    private final byte[] nonce;

    private SealedToken(byte[] box, byte[] nonce) {
      this.box = box;
      this.nonce = nonce;
    }

    private AuthToken open(CryptoKey masterKey, String boundTo) throws EnteException {
      try (CryptoKey key = tokenKey(masterKey)) {
        byte[] opened = SecretBox.open(box, nonce, key);
        String text = new String(opened, StandardCharsets.UTF_8);
        Arrays.fill(opened, (byte) 0);
        if (!text.endsWith(boundTo)) {
          throw damaged("the session belongs to another server or account", null);
        }
        return AuthToken.ofHeaderValue(text.substring(0, text.length() - boundTo.length()));
      } catch (CiphertextException | IllegalArgumentException e) {
        throw damaged("the session does not open with this key", e);
      }
    }
  }

  /** Replaces what is kept; durable when it returns. */
  public void keep(EnteSession session, CryptoKey masterKey) throws IOException {
    byte[] nonce = new byte[SecretBox.NONCE_BYTES];
    random.nextBytes(nonce);
    String secret = session.token().headerValue() + boundTo(session.server(), session.userId());
    byte[] cleartext = secret.getBytes(StandardCharsets.UTF_8);
    byte[] box;
    try (CryptoKey key = tokenKey(masterKey)) {
      box = SecretBox.seal(cleartext, nonce, key);
    } finally {
      Arrays.fill(cleartext, (byte) 0);
    }
    ObjectNode node = MAPPER.createObjectNode();
    node.put("format", FORMAT).put("server", session.server().toString()).put("email", session.email());
    node.put("userId", session.userId()).set("keyAttributes", KeyAttributesJson.encode(session.keyAttributes()));
    node.put("token", Base64.getEncoder().encodeToString(box)).put("nonce", Base64.getEncoder().encodeToString(nonce));
    node.put(CHECK, check(node));
    try (Pending pending = DurableFiles.begin(file, PosixMode.OWNER_ONLY)) {
      pending.body().write(MAPPER.writeValueAsBytes(node));
      pending.commit();
    }
  }

  /**
   * What is kept, if anything is.
   *
   * @throws EnteException DAMAGED_SESSION_FILE, NEWER_SESSION_FILE
   */
  public Optional<Kept> read() throws IOException {
    byte[] text;
    try (InputStream in = Files.newInputStream(file)) {
      text = in.readNBytes(MOST_BYTES);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(MAPPER.readTree(text)));
    } catch (JsonProcessingException | CharConversionException e) {
      // Its message quotes the file.
      throw damaged("the session file is not JSON", null);
    } catch (IllegalArgumentException e) {
      throw damaged("the session file cannot be read: " + e.getMessage(), e);
    }
  }

  /** Forgets what is kept; nothing kept is no error. */
  public void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  private static Kept parse(JsonNode node) throws EnteException {
    int format = node.path("format").asInt(0);
    if (format > FORMAT) {
      throw new EnteException(What.NEWER_SESSION_FILE, "the session file has format " + format);
    }
    if (node.has(CHECK) && !check(((ObjectNode) node.deepCopy()).without(CHECK)).equals(node.path(CHECK).asText())) {
      throw new IllegalArgumentException("it was altered");
    }
    Base64.Decoder base64 = Base64.getDecoder();
    long userId = node.path("userId").asLong(0);
    String email = node.path("email").asText("");
    if (format < 1 || userId <= 0 || email.isEmpty()) {
      throw new IllegalArgumentException("a field is missing");
    }
    return new Kept(
        EnteServer.parse(node.path("server").asText(""), true),
        email,
        userId,
        KeyAttributesJson.decode(node.path("keyAttributes")),
        new SealedToken(base64.decode(node.path("token").asText("")), base64.decode(node.path("nonce").asText(""))));
  }

  private static String check(JsonNode unchecked) {
    byte[] text = unchecked.toString().getBytes(StandardCharsets.UTF_8);
    Blake2b hash = Blake2b.hash256();
    hash.update(text, 0, text.length);
    return HexFormat.of().formatHex(hash.digest());
  }

  private static String boundTo(EnteServer server, long userId) {
    return "\n" + server + "\n" + userId;
  }

  private static CryptoKey tokenKey(CryptoKey masterKey) {
    byte[] subkey = Kdf.subkey(masterKey, CryptoKey.BYTES, 1, CONTEXT);
    try {
      return CryptoKey.copyOf(subkey);
    } finally {
      Arrays.fill(subkey, (byte) 0);
    }
  }

  private static EnteException damaged(String message, Throwable cause) {
    return new EnteException(What.DAMAGED_SESSION_FILE, message, cause);
  }
}
