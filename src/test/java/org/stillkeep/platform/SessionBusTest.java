package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.faults.Covers;

class SessionBusTest {

  private static final String THE_BUS = "org.freedesktop.DBus";

  @TempDir private Path folder;

  @Test
  void aServiceThatIsThereHasAnOwnerAndAnotherHasNone() throws IOException {
    try (PrivateBus bus = PrivateBus.startIn(folder)) {
      SessionBus session = SessionBus.of(bus.environment());

      assertThat(session.isOwned(THE_BUS)).isTrue();
      assertThat(session.isOwned("org.kde.StatusNotifierWatcher")).isFalse();
    }
  }

  @Test
  void theUsualPlaceIsLookedAtWhereNoAddressIsNamed() throws IOException {
    try (PrivateBus bus = PrivateBus.startIn(folder)) {
      assertThat(SessionBus.of(Map.of("XDG_RUNTIME_DIR", folder.toString())).isOwned(THE_BUS)).isTrue();
    }
  }

  @Test
  void noBusIsNoForAnAnswer() {
    assertThat(SessionBus.of(Map.of()).isOwned(THE_BUS)).isFalse();
    assertThat(SessionBus.of(Map.of("XDG_RUNTIME_DIR", folder.toString())).isOwned(THE_BUS)).isFalse();
    for (String address :
        List.of("unix:path=" + folder.resolve("gone"), "unix:abstract=/tmp/x", "tcp:host=a,port=1", "autolaunch:", "x",
            "unix:path=%zz", "unix:path=%00", "unix:path=" + "x".repeat(300))) {
      assertThat(SessionBus.of(Map.of("DBUS_SESSION_BUS_ADDRESS", address)).isOwned(THE_BUS)).as(address).isFalse();
    }
  }

  @Test
  void aPathIsTakenFromAListOfAddressesAndUnescaped() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("a b+ü"));
    try (PrivateBus bus = PrivateBus.startIn(folder)) {
      Files.createSymbolicLink(odd.resolve("bus"), folder.resolve("bus"));
      String address = "tcp:host=localhost,port=1;unix:guid=12,path=" + folder + "/a%20b+%c3%bc/bus";

      assertThat(SessionBus.of(Map.of("DBUS_SESSION_BUS_ADDRESS", address)).isOwned(THE_BUS)).isTrue();
    }
  }

  @Test
  @Timeout(20)
  @Covers("F57")
  void aBusThatDoesNotAnswerIsGivenUpWithinASecondAndLeavesNoThread() throws IOException {
    Set<String> before = threads();
    for (String said : List.of("", "DATA\r\n", "DATA\r\nOK 12345678\r\n", "x")) {
      try (FakeBus fake = FakeBus.that(folder.resolve("fake"), said, false)) {
        long start = System.nanoTime();
        assertThat(fake.session().isOwned(THE_BUS)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
      }
    }
    // Those of other tests may end meanwhile.
    assertThat(before).containsAll(threads());
  }

  @Test
  @Timeout(20)
  void aBusThatHangsUpOrTalksNonsenseIsNone() throws IOException {
    for (String said :
        List.of("", "REJECTED EXTERNAL\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "x".repeat(5000),
            "OK 12345678\r\n", "OK 12\r\n" + "l\2\0\1\0\0\0\177\0\0\0\1\0\0\0\177", "OK 12\r\nl\2\0\1\0\0\0\0\1\0\0\0\2\0\0\0\5\1aaaaaaa",
            "OK 12\r\nX" + "y".repeat(400))) {
      try (FakeBus fake = FakeBus.that(folder.resolve("fake"), said, true)) {
        long start = System.nanoTime();
        assertThat(fake.session().isOwned(THE_BUS)).as(said).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
      }
    }
  }

  @Test
  void anAnswerThatIsNotYesOrNoIsNo() throws IOException {
    for (String said : List.of(FakeBus.answer(2, ""), FakeBus.answer(2, "s", "yes"), FakeBus.answer(2, "u", 1L))) {
      try (FakeBus fake = FakeBus.that(folder.resolve("fake"), FakeBus.welcome() + said, false)) {
        assertThat(fake.session().isOwned(THE_BUS)).isFalse();
      }
    }
    try (FakeBus fake = FakeBus.that(folder.resolve("fake"), FakeBus.welcome() + FakeBus.answer(2, "b", true), false)) {
      assertThat(fake.session().isOwned(THE_BUS)).isTrue();
    }
  }

  @Test
  void anErrorOfAServiceIsToldByItsName() throws IOException {
    try (PrivateBus bus = PrivateBus.startIn(folder);
        BusConnection connection = SessionBus.of(bus.environment()).connect(Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> connection.call("org.example.Nobody", "/", "org.example.Nobody", "Do", ""))
          .isInstanceOfSatisfying(
              BusException.class,
              error -> assertThat(error.name()).isEqualTo("org.freedesktop.DBus.Error.ServiceUnknown"));
      assertThat(connection.call(THE_BUS, "/org/freedesktop/DBus", THE_BUS, "ListNames", "").get(0))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .contains(THE_BUS);
    }
  }

  private static Set<String> threads() {
    Set<String> names = new TreeSet<>();
    Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
    names.removeIf(name -> name.equals("fake service") || name.startsWith("process reaper"));
    return names;
  }
}
