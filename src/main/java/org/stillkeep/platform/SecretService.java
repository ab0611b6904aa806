package org.stillkeep.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keychain of Linux desktops. Secrets cross the session bus as they are, in a socket of the user's own; a process of the
 * same user could ask the keychain as well. Our copies of them are wiped, except for the message that brings one back.
 *
 * @see <a href="https://specifications.freedesktop.org/secret-service-spec/latest/">Secret Service API</a>
 */
final class SecretService implements Keychain {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String SERVICE = "org.freedesktop.secrets";
  private static final String PATH = "/org/freedesktop/secrets";
  private static final String OF_SERVICE = "org.freedesktop.Secret.Service";
  private static final String OF_COLLECTION = "org.freedesktop.Secret.Collection";
  private static final String OF_ITEM = "org.freedesktop.Secret.Item";
  private static final String OF_PROPERTIES = "org.freedesktop.DBus.Properties";

  /** What the service answers where it means none: no such collection, no need to ask the user. */
  private static final String NONE = "/";

  private static final String CONTENT_TYPE = "application/octet-stream";

  private final SessionBus bus;

  SecretService(SessionBus bus) {
    this.bus = bus;
  }

  @Override
  public void put(String name, byte[] secret) throws NoKeychainException {
    ask(
        service -> {
          String collection = service.unlockedCollection();
          Map<String, BusVariant> properties =
              Map.of(
                  OF_ITEM + ".Label", new BusVariant("s", "Stillkeep: " + name),
                  OF_ITEM + ".Attributes", new BusVariant("a{ss}", attributes(name)));
          List<Object> sealed = List.of(service.session(), new byte[0], secret, CONTENT_TYPE);
          List<Object> made =
              service.call(collection, OF_COLLECTION, "CreateItem", "a{sv}(oayays)b", properties, sealed, true);
          refusePrompt(BusReader.at(String.class, made, 1));
          return made;
        });
  }

  @Override
  public Optional<byte[]> get(String name) throws NoKeychainException {
    return ask(
        service -> {
          List<?> items = service.items(name);
          if (items.isEmpty()) {
            return Optional.empty();
          }
          String item = BusReader.at(String.class, items, 0);
          List<?> sealed = BusReader.at(List.class, service.call(item, OF_ITEM, "GetSecret", "o", service.session()), 0);
          return Optional.of(BusReader.at(byte[].class, sealed, 2));
        });
  }

  @Override
  public void delete(String name) throws NoKeychainException {
    ask(
        service -> {
          List<?> items = service.items(name);
          for (Object item : items) {
            List<Object> deleted = service.call(BusReader.as(String.class, item), OF_ITEM, "Delete", "");
            refusePrompt(BusReader.at(String.class, deleted, 0));
          }
          return items;
        });
  }

  private <T> T ask(Question<T> question) throws NoKeychainException {
    try (BusConnection connection = bus.connect(PATIENCE)) {
      return question.ask(new Asked(connection));
    } catch (NoKeychainException e) {
      throw e;
    } catch (IOException e) {
      throw new NoKeychainException("no keychain: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> attributes(String name) {
    return Map.of("application", "org.stillkeep", "name", name);
  }

  /** The service wants to ask the user; who closes the connection without letting it has dismissed that. */
  private static void refusePrompt(String prompt) throws NoKeychainException {
    if (!prompt.equals(NONE)) {
      throw new NoKeychainException("the keychain is locked");
    }
  }

  private interface Question<T> {
    T ask(Asked service) throws IOException;
  }

  /** The service over one connection. */
  private record Asked(BusConnection connection) {

    List<Object> call(String path, String interfaceName, String member, String signature, Object... arguments)
        throws IOException {
      return connection.call(SERVICE, path, interfaceName, member, signature, arguments);
    }

    String session() throws IOException {
      List<Object> opened = call(PATH, OF_SERVICE, "OpenSession", "sv", "plain", new BusVariant("s", ""));
      return BusReader.at(String.class, opened, 1);
    }

    /** The collection where programs keep their secrets. */
    String unlockedCollection() throws IOException {
      String collection = BusReader.at(String.class, call(PATH, OF_SERVICE, "ReadAlias", "s", "default"), 0);
      if (collection.equals(NONE)) {
        throw new NoKeychainException("the keychain has no default collection yet");
      }
      List<Object> locked = call(collection, OF_PROPERTIES, "Get", "ss", OF_COLLECTION, "Locked");
      if (BusReader.at(Boolean.class, locked, 0)) {
        throw new NoKeychainException("the keychain is locked");
      }
      return collection;
    }

    List<?> items(String name) throws IOException {
      return BusReader.at(List.class, call(unlockedCollection(), OF_COLLECTION, "SearchItems", "a{ss}", attributes(name)), 0);
    }
  }
}
