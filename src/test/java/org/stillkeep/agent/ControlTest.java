package org.stillkeep.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.faults.Covers;

class ControlTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path state;

  @Test
  void aCommandIsAnswered() throws IOException {
    try (ControlServer server = ControlServer.start(ControlSocket.of(state), this::echo)) {
      assertThat(new ControlClient(state).send(ControlClient.command("hello")))
          .hasValueSatisfying(answer -> assertThat(answer.path("heard").asText()).isEqualTo("hello"));
    }
  }

  @Test
  void rubbishDoesNotStopTheServer() throws IOException {
    try (ControlServer server = ControlServer.start(ControlSocket.of(state), this::echo)) {
      ObjectNode tooLong = ControlClient.command("x".repeat(10_000));
      assertThatThrownBy(
          () -> assertThat(new ControlClient(state).send(tooLong).orElseThrow().path("heard").asText()).isEqualTo("x"))
          .isInstanceOfAny(IOException.class, AssertionError.class);
      assertThat(new ControlClient(state).send(ControlClient.command("again"))).isPresent();
    }
  }

  @Test
  void onlyTheOwnerCanReachTheSocket() throws IOException {
    Path socket = ControlSocket.of(state);
    try (ControlServer server = ControlServer.start(socket, this::echo)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void aStateFolderWithALongPathHasItsSocketInAFolderOfItsOwn() throws IOException {
    Path far = Files.createDirectories(state.resolve("f".repeat(120)));
    Path socket = ControlSocket.of(far, state);
    assertThat(socket.getParent().getParent()).isEqualTo(state);
    assertThat(socket.getParent()).isNotEqualTo(ControlSocket.of(Files.createDirectories(far.resolve("else")), state).getParent());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent()))).isEqualTo("rwx------");
    try (ControlServer server = ControlServer.start(socket, this::echo)) {
      assertThat(ControlSocket.of(far, state)).isEqualTo(socket);
    }
  }

  @Test
  void aFolderThatOthersCanWriteToIsNotTrustedWithTheSocket() throws IOException {
    Path far = Files.createDirectories(state.resolve("f".repeat(120)));
    Path folder = ControlSocket.of(far, state).getParent();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> ControlSocket.of(far, state)).isInstanceOf(IOException.class).hasMessageContaining(folder.toString());
  }

  @Test
  void whoeverEndsBeforeItHasAnsweredCountsAsNotRunning() throws Exception {
    try (ServerSocketChannel ending = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      ending.bind(UnixDomainSocketAddress.of(ControlSocket.of(state)));
      CompletableFuture<Optional<JsonNode>> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new ControlClient(state).send(ControlClient.command("status"));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      try (SocketChannel client = ending.accept()) {
        Channels.newInputStream(client).read(new byte[4096]);
      }
      assertThat(answer.get(1, TimeUnit.MINUTES)).isEmpty();
    }
  }

  @Test
  void whereNobodyListensThereIsNoAnswer() throws IOException {
    assertThat(new ControlClient(state).send(ControlClient.command("status"))).isEmpty();
  }

  @Test
  @Covers("P3")
  void aSocketLeftByACrashIsReplaced() throws IOException {
    Files.createFile(ControlSocket.of(state));
    try (ControlServer server = ControlServer.start(ControlSocket.of(state), this::echo)) {
      assertThat(new ControlClient(state).send(ControlClient.command("status"))).isPresent();
    }
  }

  @Test
  @Covers({"F48", "P3"})
  void aSecondProgramIsTurnedAwayAndToldWhoIsThere() throws Exception {
    try (InstanceLock held = InstanceLock.take(state)) {
      assertThatThrownBy(() -> InstanceLock.take(state))
          .isInstanceOf(AlreadyRunningException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    InstanceLock.take(state).close();
  }

  private JsonNode echo(JsonNode command) {
    return JSON.createObjectNode().put("heard", command.path("command").asText());
  }
}
