package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.platform.Notifications.Urgency;

@Timeout(30)
class NotificationsTest {

  @TempDir private Path folder;

  private static Notifications on(PrivateBus bus) {
    return Notifications.onBusOf(bus.environment());
  }

  @Test
  void aNotificationIsShownReplacedAndWithdrawn() throws Exception {
    try (PrivateBus bus = PrivateBus.startIn(folder);
        NotificationServer server = NotificationServer.startOn(bus, "body")) {
      OptionalLong id = on(bus).show("Finished", "12 photos from \"Sardinia & <b>\" ü", Urgency.LOW, OptionalLong.empty());

      JsonNode shown = server.next();
      assertThat(shown.path("app").asText()).isEqualTo("Stillkeep");
      assertThat(shown.path("icon").asText()).isEqualTo("stillkeep");
      assertThat(shown.path("entry").asText()).isEqualTo("stillkeep");
      assertThat(shown.path("summary").asText()).isEqualTo("Finished");
      assertThat(shown.path("body").asText()).isEqualTo("12 photos from \"Sardinia & <b>\" ü");
      assertThat(shown.path("urgency").asInt()).isZero();
      assertThat(shown.path("replaces").asLong()).isZero();
      assertThat(id).hasValue(1);

      assertThat(on(bus).show("Finished", "more", Urgency.CRITICAL, id)).isEqualTo(id);
      JsonNode again = server.next();
      assertThat(again.path("replaces").asLong()).isEqualTo(1);
      assertThat(again.path("urgency").asInt()).isEqualTo(2);

      on(bus).withdraw(1);
      assertThat(server.next().path("id").asLong()).isEqualTo(1);
      on(bus).withdraw(77);
      assertThat(server.next().path("id").asLong()).isEqualTo(77);
    }
  }

  @Test
  void aServerThatReadsMarkupGetsNoneOfOurs() throws Exception {
    try (PrivateBus bus = PrivateBus.startIn(folder);
        NotificationServer server = NotificationServer.startOn(bus, "body", "body-markup")) {
      on(bus).show("A & B", "<a href='x'>&amp;</a>", Urgency.NORMAL, OptionalLong.empty());

      JsonNode shown = server.next();
      assertThat(shown.path("summary").asText()).isEqualTo("A & B");
      assertThat(shown.path("body").asText()).isEqualTo("&lt;a href='x'&gt;&amp;amp;&lt;/a&gt;");
    }
  }

  @Test
  void aDesktopWithoutNotificationsSaysSo() throws Exception {
    assertThatThrownBy(
            () -> Notifications.onBusOf(Map.of()).show("a", "b", Urgency.LOW, OptionalLong.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no session bus");
    try (PrivateBus bus = PrivateBus.startIn(folder)) {
      assertThatThrownBy(() -> on(bus).show("a", "b", Urgency.LOW, OptionalLong.empty())).isInstanceOf(BusException.class);
    }
  }

  @Test
  void anAnswerWithoutAnIdIsAFailureThatIsNamed() throws Exception {
    try (PrivateBus bus = PrivateBus.startIn(folder);
        NotificationServer server = NotificationServer.startOn(bus, "mute")) {
      assertThatThrownBy(() -> on(bus).show("a", "b", Urgency.LOW, OptionalLong.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("0 values");
      assertThat(server.next().path("summary").asText()).isEqualTo("a");
    }
  }

  @Test
  void aServerThatHangsIsGivenUp() throws Exception {
    try (PrivateBus bus = PrivateBus.startIn(folder);
        NotificationServer server = NotificationServer.startOn(bus, "hang")) {
      long start = System.nanoTime();

      assertThatThrownBy(() -> on(bus).show("a", "b", Urgency.LOW, OptionalLong.empty())).isInstanceOf(IOException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
      assertThat(server).isNotNull();
    }
  }
}
