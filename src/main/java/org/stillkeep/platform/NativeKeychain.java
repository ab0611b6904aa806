package org.stillkeep.platform;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keychains of macOS and Windows, by java-keyring. It takes and gives passwords as Strings, so what passes through it stays
 * in memory until it is collected. Each call has a thread of its own, since macOS may ask the user in the middle of one.
 */
final class NativeKeychain implements Keychain {

  private static final int PATIENCE_SECONDS = 3;
  private static final String DOMAIN = "Stillkeep";

  @Override
  public void put(String name, byte[] secret) throws NoKeychainException {
    String text = Base64.getEncoder().encodeToString(secret);
    ask(
        keyring -> {
          keyring.setPassword(DOMAIN, name, text);
          return true;
        });
  }

  @Override
  public Optional<byte[]> get(String name) throws NoKeychainException {
    return ask(
        keyring -> {
          try {
            return Optional.of(Base64.getDecoder().decode(keyring.getPassword(DOMAIN, name)));
          } catch (PasswordAccessException | IllegalArgumentException noneOfOurs) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void delete(String name) throws NoKeychainException {
    Optional<byte[]> kept = get(name);
    if (kept.isPresent()) {
      Arrays.fill(kept.get(), (byte) 0);
      ask(
          keyring -> {
            keyring.deletePassword(DOMAIN, name);
            return true;
          });
    }
  }

  private static <T> T ask(Question<T> question) throws NoKeychainException {
    FutureTask<T> answer = new FutureTask<>(answering(question));
    Thread thread = new Thread(answer, "keychain");
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new NoKeychainException("the keychain does not answer", e);
    } catch (ExecutionException e) {
      throw new NoKeychainException("no keychain: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoKeychainException("interrupted", e);
    }
  }

  private static <T> Callable<T> answering(Question<T> question) {
    return () -> {
      try (Keyring keyring = Keyring.create()) {
        return question.ask(keyring);
      }
    };
  }

  private interface Question<T> {
    T ask(Keyring keyring) throws BackendNotSupportedException, PasswordAccessException;
  }
}
