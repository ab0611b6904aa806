package org.stillkeep.ente;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stillkeep.ente.server.EnteServerForTests;

/** Who is asked for codes and has them, unless told otherwise. */
final class Somebody implements SecondFactors {

  private final Deque<String> typedBefore = new ArrayDeque<>();
  private final List<String> askedFor = new ArrayList<>();
  private Supplier<String> authenticator = () -> "";
  private Consumer<URI> browser = page -> {};

  /** Types these first, whatever is asked for. */
  Somebody typing(String... codes) {
    typedBefore.addAll(List.of(codes));
    return this;
  }

  Somebody withAuthenticator(Supplier<String> code) {
    authenticator = code;
    return this;
  }

  Somebody withBrowser(Consumer<URI> opened) {
    browser = opened;
    return this;
  }

  /** What was asked for: {@code email}, {@code totp}, {@code passkey}, and {@code again} before a code that was wrong. */
  List<String> askedFor() {
    return askedFor;
  }

  @Override
  public String emailCode(String email) {
    askedFor.add("email");
    return typedBefore.isEmpty() ? EnteServerForTests.EMAIL_CODE : typedBefore.poll();
  }

  @Override
  public String totpCode() {
    askedFor.add("totp");
    return typedBefore.isEmpty() ? authenticator.get() : typedBefore.poll();
  }

  @Override
  public void codeWasWrong() {
    askedFor.add("again");
  }

  @Override
  public void openPasskeyPage(URI link) {
    askedFor.add("passkey");
    browser.accept(link);
  }
}
