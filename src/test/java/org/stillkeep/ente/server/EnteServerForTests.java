package org.stillkeep.ente.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An Ente server of our own, for tests: the API on loopback, rows in memory, objects in an S3 of this process. Written
 * from the protocol, with the refusals of the real one, so that a client that gets along here does so there, too.
 *
 * <p>Things can go wrong on purpose ({@link #apiFaults}, {@link #objectFaults}), and everything that was asked is written
 * down ({@link #apiRequests}, {@link #objectRequests}). Passwords of accounts cost no time to try unless {@link
 * #setStrictKdf} is on. Every code sent by e-mail is {@value #EMAIL_CODE}. Safe to use from several threads.
 */
public final class EnteServerForTests implements AutoCloseable {

  /** Every code sent by e-mail. */
  public static final String EMAIL_CODE = "123456";

  private static final String PASSWORD = "correct horse battery staple";

  private final Path folder;
  private final boolean isOwnFolder;
  private final Journal journal;
  private final SecureRandom random = new SecureRandom();
  private final Settings settings = new Settings();
  private final ServerClock clock = new ServerClock(Clock.systemUTC());
  private final RateLimits limits = new RateLimits(clock);
  private final Requests apiRequests;
  private final Requests objectRequests;
  private final Faults apiFaults = new Faults();
  private final Faults objectFaults = new Faults();
  private final Rows rows;
  private final S3Store objects;
  private final Listener gate;
  private final Listener api;
  private final Sessions sessions;
  private final Logins logins;
  private final TrashBin trash;
  private final Edits edits;

  private EnteServerForTests(Path folder, boolean isOwnFolder, Journal journal, Ports ports) throws IOException {
    this.folder = folder;
    this.isOwnFolder = isOwnFolder;
    this.apiRequests = new Requests(isOwnFolder);
    this.objectRequests = new Requests(isOwnFolder);
    this.journal = journal;
    this.rows = new Rows(clock, journal);
    this.objects = S3Store.start(Files.createDirectories(folder.resolve("objects")));
    this.gate = new Listener(ports.objects(), objectRequests, objectFaults, new ObjectGate(objects.port()));
    gate.start();
    this.sessions = new Sessions(rows, random);
    this.logins = new Logins(rows, sessions);
    this.trash = new TrashBin(rows, objects);
    PresignedUrls urls = urls(gate.port());
    RegisterRoute register = new RegisterRoute(rows, objects, settings);
    FileRoutes files = new FileRoutes(rows, urls, register);
    Routes routes = new Routes();
    routes.open("GET", "/ping", call -> Answer.json(Views.object().put("message", "pong").put("id", "tests")));
    new TestRoutes(rows, sessions).addTo(routes);
    new AccountRoutes(rows, sessions, settings).addTo(routes);
    new LoginRoutes(rows, logins, settings).addTo(routes);
    new SrpRoutes(rows, logins, sessions, settings, random).addTo(routes);
    new TwoFactorRoutes(rows, logins, random).addTo(routes);
    new MembershipRoutes(rows, trash, settings).addTo(routes);
    new CollectionRoutes(rows, trash).addTo(routes);
    new UploadRoutes(rows, urls, new Multiparts(urls(objects.port()))).addTo(routes);
    register.addTo(routes);
    files.addTo(routes);
    new TrashRoutes(rows, trash, settings).addTo(routes);
    this.edits = new Edits(this, rows, files, trash);
    this.api = new Listener(ports.api(), apiRequests, apiFaults, new Api(rows, routes, limits));
    api.start();
  }

  /** Ports to listen on; 0 for any. */
  record Ports(int api, int objects) {}

  /** Starts one for all tests of a class, whose {@code @AutoClose} field it is. */
  public static EnteServerForTests ofClass() {
    try {
      return start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one that forgets everything when it is closed. */
  public static EnteServerForTests start() throws IOException {
    return new EnteServerForTests(
        Files.createTempDirectory("ente-server-for-tests"), true, Journal.none(), new Ports(0, 0));
  }

  /** Starts one that goes on with what the folder holds, even after a kill, and keeps no list of what it was asked. */
  static EnteServerForTests start(Path folder, Ports ports) throws IOException {
    Files.createDirectories(folder);
    return new EnteServerForTests(folder, false, Journal.in(folder.resolve("rows")), ports);
  }

  /** Where the API is: {@code http://127.0.0.1:port}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + api.port());
  }

  /** Where the objects are. */
  public URI objectsUri() {
    return URI.create("http://127.0.0.1:" + gate.port());
  }

  /** A new account with keys and a session, on the free plan. */
  public Account account(String email) {
    AccountSecrets secrets = AccountSecrets.create(PASSWORD, random);
    synchronized (rows) {
      AccountRow row = new AccountRow();
      row.id = rows.nextUserId();
      row.email = email;
      row.keyAttributes = KeyAttributesJson.of(secrets.keyAttributes());
      row.srp = secrets.srp();
      rows.save(row);
      return new Account(this, new Owner(secrets, email, row.id, sessions.begin(row.id, "photos")));
    }
  }

  /** What goes wrong at the API. */
  public Faults apiFaults() {
    return apiFaults;
  }

  /** What goes wrong at the object store; lines are e.g. {@code "PUT /objects/"} and {@code "GET /objects/"}. */
  public Faults objectFaults() {
    return objectFaults;
  }

  /** What the API was asked. */
  public Requests apiRequests() {
    return apiRequests;
  }

  /** What the object store was asked. */
  public Requests objectRequests() {
    return objectRequests;
  }

  /** Changes made behind the client's back. */
  public Edits edits() {
    return edits;
  }

  /** An object's bytes as the store has them; null when there is none. */
  public byte[] object(String objectKey) throws IOException {
    return objects.read(objectKey);
  }

  /** Replaces an object's bytes, as a bad disk or a bad server may. */
  public void replaceObject(String objectKey, byte[] bytes) {
    objects.write(objectKey, bytes);
  }

  /** Loses an object. */
  public void loseObject(String objectKey) {
    objects.remove(objectKey);
  }

  /** How many objects there are, registered or not. */
  public long objectCount() {
    return objects.count();
  }

  /** Whether only passwords of Ente's own strength are taken; at first any are. */
  public void setStrictKdf(boolean strict) {
    settings.isKdfStrict = strict;
  }

  /** Least rows of a page that is not the last. At first 2500, as Ente has it. */
  public void setPageRows(int pageRows) {
    settings.pageRows = pageRows;
  }

  /** What may be registered beyond the quota. At first 50 MiB, as Ente has it. */
  public void setOverdraftBytes(long bytes) {
    settings.overdraftBytes = bytes;
  }

  /** Whether nobody can sign up. */
  public void setRegistrationClosed(boolean closed) {
    settings.isRegistrationClosed = closed;
  }

  /** Whether calls about accounts are limited to ten a minute; at first they are not. */
  public void setRateLimits(boolean limited) {
    limits.set(limited);
  }

  /** Lets time pass at the server. */
  public void advanceClock(Duration by) {
    clock.advance(by);
  }

  /** Does what the real server does about once a minute: throws away what was in deleted collections. */
  public void runJobs() {
    change(trash::sweep);
  }

  /** Cuts all connections and stays away. */
  public void stop() {
    api.stop();
    gate.stop();
  }

  /** Comes back under the same address after {@link #stop}, with everything it had. */
  public void restart() throws IOException {
    gate.start();
    api.start();
  }

  Rows rows() {
    return rows;
  }

  Sessions sessions() {
    return sessions;
  }

  SecureRandom random() {
    return random;
  }

  ServerClock clock() {
    return clock;
  }

  void passkeyShown(long userId) {
    change(() -> logins.passkeyShown(userId));
  }

  void change(Runnable change) {
    synchronized (rows) {
      change.run();
    }
  }

  <T> T read(Function<Rows, T> reading) {
    synchronized (rows) {
      return reading.apply(rows);
    }
  }

  @Override
  public void close() throws IOException {
    apiFaults.close();
    objectFaults.close();
    stop();
    objects.close();
    journal.close();
    if (isOwnFolder) {
      delete(folder);
    }
  }

  private static PresignedUrls urls(int port) {
    return new PresignedUrls(
        URI.create("http://127.0.0.1:" + port), S3Store.BUCKET, S3Store.CREDENTIALS, Clock.systemUTC(), Duration.ofDays(7));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              each -> {
                try {
                  Files.delete(each);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
