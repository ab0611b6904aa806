package org.stillkeep.ente.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server of its own process has answered survives its kill. */
class EnteServerProcessTest {

  @TempDir Path folder;

  @Test
  void whatWasAnsweredSurvivesAKill() throws IOException {
    try (EnteServerProcess server = EnteServerProcess.start(folder)) {
      WireClient client = new WireClient(server.uri(), server.account("ada@example.org").token());
      long album = client.album();
      long file = client.file(album, new byte[] {4, 2});
      long trashed = client.file(album, new byte[1]);
      client.trash(trashed, album);
      String before = diff(client, album);
      URI address = server.uri();
      server.kill();
      server.restart();
      assertThat(server.uri()).isEqualTo(address);
      assertThat(diff(client, album)).isEqualTo(before);
      String location = client.get("/files/download/" + file).raw().headers().firstValue("Location").orElseThrow();
      assertThat(client.fetch(location)).containsExactly(4, 2);
      assertThat(client.get("/trash/v2/diff?sinceTime=0").body().get("diff")).hasSize(1);
      assertThat(client.file(album, new byte[1])).isGreaterThan(trashed);
    }
  }

  private static String diff(WireClient client, long album) throws IOException {
    return client.get("/collections/v2/diff?collectionID=" + album + "&sinceTime=0").body().toString();
  }
}
