package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A server for tests in a process of its own, which can be killed at any moment and started again under its old address,
 * with all that it has answered. Used by one thread.
 */
public final class EnteServerProcess implements AutoCloseable {

  private static final String PASSWORD = "correct horse battery staple";

  private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

  private final Path folder;
  private final List<String> flags;
  private EnteServerForTests.Ports ports = new EnteServerForTests.Ports(0, 0);
  private Process process;

  private EnteServerProcess(Path folder, List<String> flags) {
    this.folder = folder;
    this.flags = flags;
  }

  /** Starts one with what the folder holds. */
  public static EnteServerProcess start(Path folder) throws IOException {
    return start(folder, SMALL);
  }

  /** The same, with other flags for its virtual machine. */
  public static EnteServerProcess start(Path folder, List<String> flags) throws IOException {
    EnteServerProcess server = new EnteServerProcess(folder, flags);
    server.restart();
    return server;
  }

  /** Where the API is; it stays the same over restarts. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + ports.api());
  }

  /** A new account with keys and a session. */
  public Owner account(String email) throws IOException {
    AccountSecrets secrets = AccountSecrets.create(PASSWORD, new SecureRandom());
    HttpURLConnection call = (HttpURLConnection) uri().resolve("/tests/accounts").toURL().openConnection();
    call.setDoOutput(true);
    try (OutputStream out = call.getOutputStream()) {
      out.write(TestRoutes.body(secrets, email).toString().getBytes(StandardCharsets.UTF_8));
    }
    JsonNode answer = new ObjectMapper().readTree(call.getInputStream().readAllBytes());
    return new Owner(secrets, email, answer.get("id").asLong(), answer.get("token").asText());
  }

  /** Ends it as a power cut would, but for the machine's own memory. */
  public void kill() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Starts it again after {@link #kill}. */
  public void restart() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), EnteServerMain.class.getName()));
    command.addAll(List.of(folder.toString(), Integer.toString(ports.api()), Integer.toString(ports.objects())));
    ProcessBuilder builder = new ProcessBuilder(command);
    process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server did not start");
    }
    String[] said = line.split(" ", -1);
    ports = new EnteServerForTests.Ports(Integer.parseInt(said[0]), Integer.parseInt(said[1]));
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}
