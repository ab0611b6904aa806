package org.stillkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A share that is far away: 60 ms there and back. */
class UmlSlowNetworkTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PHOTOS = 20;

  @TempDir private static Path temp;

  private static UserModeLinux linux;

  @BeforeAll
  static void prepare() throws Exception {
    linux = UserModeLinux.in(temp, "smbd", "smbclient", "mount.cifs", "tc");
  }

  @Test
  @Covers("F20")
  void anExportFarAwayComesToItsEndAndSaysHonestlyWhen() throws Exception {
    Outcome outcome =
        linux.run(
            """
            disk back 300M
            samba /run/back
            share /run/m/nas
            mkdir /run/back/Export
            home /run/m/nas/Export
            sed -i '/^path = .*Export/a albums = ["Sardinia"]\\nyear_folders = "none"' /run/home/config.toml
            slowly 20000 30ms
            agent
            await 600 in_step
            tc qdisc del dev lo root
            quits
            list export /run/back/Export
            """);
    assertThat(outcome.list("export").keySet().stream().filter(PreparedHome::isMedia)).hasSize(PHOTOS);
    List<JsonNode> statuses = new ArrayList<>();
    for (String line : outcome.text("status.jsonl").lines().toList()) {
      statuses.add(JSON.readTree(line));
    }
    long end =
        statuses.stream()
            .filter(status -> status.at("/exports/0/state").asText().equals("in step"))
            .mapToLong(status -> status.path("at").asLong())
            .findFirst()
            .orElseThrow();
    List<JsonNode> halfWay =
        statuses.stream()
            .filter(status -> status.at("/job/doneItems").asInt() >= PHOTOS / 4 && status.at("/job/doneItems").asInt() <= PHOTOS * 3 / 4)
            .toList();
    assertThat(halfWay)
        .isNotEmpty()
        .allSatisfy(
            status -> {
              double wasLeft = end - status.path("at").asLong();
              assertThat(status.at("/job/remainingSeconds").asDouble()).isBetween(wasLeft / 2, wasLeft * 2);
            });
  }
}
