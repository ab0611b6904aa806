package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use the code of a link that the program opens by itself, where others can read the arguments of programs. */
class EntranceTest {

  @TempDir private Path tables;

  private Entrance entrance;

  @BeforeEach
  void haveAnEntrance() {
    entrance = new Entrance(new SocketOwners(tables), System::nanoTime, Optional.empty(), () -> {});
  }

  @Test
  void anotherUserDoesNotComeInAndTheCodeStaysGoodForItsOwn() throws Exception {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the tables here are those of a little-endian machine");
    String code = entrance.mintCode(Entrance.For.THIS_USER);
    theOtherEndIsOf(1001);
    assertThatThrownBy(() -> enter(code, "127.0.0.1")).isInstanceOf(Refusal.class).hasMessageContaining("the user who runs Stillkeep");
    theOtherEndIsOf(1000);
    assertThat(enter(code, "127.0.0.1").status()).isEqualTo(200);
    assertThatThrownBy(() -> enter(code, "127.0.0.1")).isInstanceOf(Refusal.class).hasMessageContaining("used");
  }

  @Test
  void anotherComputerDoesNotComeIn() {
    String code = entrance.mintCode(Entrance.For.THIS_USER);
    assertThatThrownBy(() -> enter(code, "192.0.2.7")).isInstanceOf(Refusal.class).hasMessageContaining("same computer");
  }

  @Test
  void whereItCannotBeToldNothingMoreIsAsked() throws Exception {
    assertThat(enter(entrance.mintCode(Entrance.For.THIS_USER), "127.0.0.1").status()).isEqualTo(200);
  }

  @Test
  void aCodeForPeopleIsGoodForAnybody() throws Exception {
    theOtherEndIsOf(1001);
    assertThat(enter(entrance.mintCode(Entrance.For.ANYBODY), "127.0.0.1").status()).isEqualTo(200);
    assertThat(enter(entrance.mintCode(Entrance.For.ANYBODY), "192.0.2.7").status()).isEqualTo(200);
  }

  private void theOtherEndIsOf(int owner) throws Exception {
    String rest = " 01 00000000:00000000 00:00000000 00000000 ";
    Files.writeString(
        tables.resolve("tcp"),
        "0: 0100007F:1F90 0100007F:D2B4" + rest + "1000 0 1\n" + "1: 0100007F:D2B4 0100007F:1F90" + rest + owner + " 0 2\n");
  }

  private Response enter(String code, String from) throws Exception {
    byte[] body = ("{\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
    InetSocketAddress here = new InetSocketAddress(InetAddress.getAllByName("127.0.0.1")[0], 0x1F90);
    Request request = new Request("POST", "/api/enter", Map.of(), body, here.getAddress());
    Connected client = new Connected(here, new InetSocketAddress(InetAddress.getAllByName(from)[0], 0xD2B4));
    return entrance.routes().get("POST /api/enter").action().answer(new Call(request, client, Optional.empty()));
  }

  /** A connection, as far as it matters here. */
  private record Connected(InetSocketAddress here, InetSocketAddress there) implements Handler.Client {

    @Override
    public InetAddress address() {
      return there.getAddress();
    }

    @Override
    public void trust() {
      throw new AssertionError("nobody is trusted before it is let in");
    }

    @Override
    public BooleanSupplier gone() {
      return () -> false;
    }
  }
}
