package org.stillkeep.ente;

import java.io.IOException;
import java.util.regex.Pattern;

/** A server answered, and not as hoped. Holds nothing that was sent, and of the answer only its status and code. */
final class ApiException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The code for answers of success that cannot be read. */
  static final String NOT_UNDERSTOOD = "NOT_UNDERSTOOD";

  private static final Pattern CODE = Pattern.compile("[A-Za-z_]{1,60}");

  private final int status;
  private final String code;
  private final String path;
  private final boolean serversOwn;

  /**
   * @param code the server's own word; empty if it gave none
   * @param path what was asked for, without its query
   */
  ApiException(int status, String code, String path) {
    this(status, code, path, "", true);
  }

  private ApiException(int status, String code, String path, String detail, boolean serversOwn) {
    super(path + " was answered with " + status + (isCode(code) ? " " + code : "") + detail);
    this.status = status;
    this.code = isCode(code) ? code : "";
    this.path = path;
    this.serversOwn = serversOwn;
  }

  /** An answer without success that does not look like one of an Ente server, each of which is an object in JSON. */
  static ApiException ofSomebodyElse(int status, String path) {
    return new ApiException(status, "", path, "", false);
  }

  /** An answer that says success and does not hold what it should. */
  static ApiException notUnderstood(int status, String path, String detail) {
    return new ApiException(status, NOT_UNDERSTOOD, path, ": " + detail, false);
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** The server's own word, such as {@code COLLECTION_NOT_EMPTY}; empty if it gave none. */
  String code() {
    return code;
  }

  /** Whether the answer has the form of an Ente server's; a proxy's or a captive portal's has not. */
  boolean isServersOwn() {
    return serversOwn;
  }

  /** What was asked for. */
  String path() {
    return path;
  }

  /** Whether the server's own word is this. */
  boolean is(int otherStatus, String otherCode) {
    return status == otherStatus && code.equals(otherCode);
  }

  private static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }
}
