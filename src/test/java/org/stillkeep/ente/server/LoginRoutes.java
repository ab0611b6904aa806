package org.stillkeep.ente.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Codes sent by e-mail, and what they open: new accounts and logins. A restart forgets the codes. */
final class LoginRoutes {

  private static final long LIFE_MICROS = ServerClock.micros(Duration.ofMinutes(60));
  private static final int MOST_CODES = 10;
  private static final int MOST_WRONG_TRIES = 20;

  /** A code that was sent to an address for one application. */
  private static final class SentCode {
    private final long until;
    private int wrongTries;

    private SentCode(long until) {
      this.until = until;
    }
  }

  private final Rows rows;
  private final Logins logins;
  private final Settings settings;
  private final Map<String, List<SentCode>> codes = new HashMap<>();

  LoginRoutes(Rows rows, Logins logins, Settings settings) {
    this.rows = rows;
    this.logins = logins;
    this.settings = settings;
  }

  void addTo(Routes routes) {
    routes
        .open("POST", "/users/ott", this::sendCode)
        .open("POST", "/users/verify-email", this::verify)
        .closed("PUT", "/users/email-mfa", this::setEmailMfa);
  }

  /** An address as the server compares it. */
  static String normal(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private Answer sendCode(Call call) {
    String email = normal(call.json().text("email"));
    String purpose = call.json().optionalText("purpose").orElse("");
    checkPurpose(email, purpose);
    List<SentCode> active = active(email, call.app());
    if (active.size() >= MOST_CODES) {
      throw Refusal.plain(429);
    }
    active.add(new SentCode(rows.clock().now() + LIFE_MICROS));
    return Answer.empty();
  }

  private void checkPurpose(String email, String purpose) {
    boolean hasAccount = rows.accountOf(email).isPresent();
    boolean hasKeys = rows.accountOf(email).filter(each -> each.keyAttributes != null).isPresent();
    if (purpose.equals("signup") && hasKeys) {
      throw Refusal.coded(409, "USER_ALREADY_REGISTERED");
    }
    if (purpose.equals("signup") && !hasAccount && settings.isRegistrationClosed) {
      throw Refusal.plain(403);
    }
    if (purpose.equals("login") && !hasAccount) {
      throw Refusal.coded(404, "USER_NOT_REGISTERED");
    }
    if (purpose.equals("login") && !hasKeys) {
      throw Refusal.coded(404, "USER_SIGNUP_INCOMPLETE");
    }
  }

  private List<SentCode> active(String email, String app) {
    List<SentCode> all = codes.computeIfAbsent(email + " " + app, key -> new ArrayList<>());
    all.removeIf(each -> each.until < rows.clock().now());
    return all;
  }

  private Answer verify(Call call) {
    String email = normal(call.json().text("email"));
    List<SentCode> active = active(email, call.app());
    if (active.isEmpty()) {
      throw Refusal.plain(410);
    }
    if (active.stream().mapToInt(each -> each.wrongTries).sum() >= MOST_WRONG_TRIES) {
      throw Refusal.plain(429);
    }
    if (!call.json().text("ott").equals(EnteServerForTests.EMAIL_CODE)) {
      active.get(0).wrongTries++;
      throw Refusal.plain(401);
    }
    active.clear();
    AccountRow account = rows.accountOf(email).orElseGet(() -> create(email));
    return Answer.json(logins.afterFirstFactor(account, call.app()));
  }

  private AccountRow create(String email) {
    if (settings.isRegistrationClosed) {
      throw Refusal.plain(403);
    }
    AccountRow account = new AccountRow();
    account.id = rows.nextUserId();
    account.email = email;
    rows.save(account);
    return account;
  }

  private Answer setEmailMfa(Call call) {
    AccountRow account = rows.account(call.userId());
    boolean required = call.json().flag("isEnabled", false);
    if (!required && account.srp == null) {
      throw Refusal.plain(409);
    }
    account.hasEmailMfa = required;
    rows.save(account);
    return Answer.empty();
  }
}
