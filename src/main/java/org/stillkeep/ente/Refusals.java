package org.stillkeep.ente;

import java.io.IOException;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** What an answer that was not hoped for means to a library: the statuses and codes of the protocol as reasons. */
final class Refusals {

  private Refusals() {}

  /**
   * @param what was done to what, for the message
   * @param e that of the server, of the object store, or of the network between; a {@link StoreException} stays as it is
   */
  static StoreException of(String what, IOException e) {
    if (e instanceof StoreException refusal) {
      return refusal;
    }
    if (e instanceof ApiException answer) {
      return new StoreException(reason(answer), what + ": " + words(answer) + " (" + answer.getMessage() + ")", answer);
    }
    return new StoreException(Reason.UNAVAILABLE, what + ": the server cannot be reached (" + e.getMessage() + ")", e);
  }

  static StoreException of(String what, ApiException answer, Reason reason, String words) {
    return new StoreException(reason, what + ": " + words + " (" + answer.getMessage() + ")", answer);
  }

  private static Reason reason(ApiException answer) {
    if (answer.code().equals(ApiException.NOT_UNDERSTOOD)) {
      return Reason.UNAVAILABLE;
    }
    if (isElsewhere(answer)) {
      return Reason.WRONG_SERVER;
    }
    return switch (answer.status()) {
      // 410 is an account that was deleted, or a session that is over.
      case 401, 410 -> Reason.LOGIN_REQUIRED;
      case 402, 426 -> Reason.FULL;
      case 403 -> answer.code().equals("FILE_LIMIT_REACHED") ? Reason.FULL : Reason.REFUSED;
      case 404 -> Reason.NOT_FOUND;
      case 413 -> Reason.TOO_LARGE;
      case 408, 429 -> Reason.UNAVAILABLE;
      default -> answer.status() >= 500 ? Reason.UNAVAILABLE : Reason.REFUSED;
    };
  }

  /** A server of this protocol sends no call on, and knows each. What the object store behind it says is another matter. */
  private static boolean isElsewhere(ApiException answer) {
    int status = answer.status();
    return answer.path().startsWith("/") && (status / 100 == 3 || status == 405 || status == 501);
  }

  private static String words(ApiException answer) {
    if (answer.code().equals(ApiException.NOT_UNDERSTOOD)) {
      return "the answer cannot be understood";
    }
    if (isElsewhere(answer)) {
      return "what answers is no Ente server, or the server has moved";
    }
    return switch (answer.status()) {
      case 400 -> "the server calls the request wrong";
      case 401 -> "the session is over";
      case 402 -> "the account has no active subscription";
      case 403 -> answer.code().equals("FILE_LIMIT_REACHED") ? "the account takes no more files" : "not allowed";
      case 404 -> "not there";
      case 408 -> "the request took too long on its way";
      case 409 -> "it contradicts what the server has";
      case 410 -> "the account or the session is gone";
      case 413 -> "too large";
      case 426 -> "the account's storage is full";
      case 429 -> "the server is asked too often";
      case 501 -> "this server does not know how";
      default -> answer.status() >= 500 ? "the server failed" : "the server will not do it";
    };
  }
}
