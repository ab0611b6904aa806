package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlbumJsonTest {

  @Test
  void whatTheOriginalSaidComesOutAgainUnderTheTitleOfToday() {
    String original =
        """
        {"title": "Sun", "description": "all of us", "access": "protected",
         "enrichments": [{"narrativeEnrichment": {"text": "day one"}}],
         "sharedAlbumComments": [{"text": "nice", "contentOwnerName": "Eve"}]}
        """;

    ObjectNode written = written(new AlbumFacts("Sun & Sea", false, "takeout/Sun", Optional.of(original)));

    assertThat(written.remove(OurObject.KEY).path("metadata").asText()).isEqualTo(original);
    ObjectNode expected = JsonText.original(Optional.of(original));
    expected.put("title", "Sun & Sea");
    assertThat(written).isEqualTo(expected);
  }

  @Test
  void theOldFormStaysTheOldForm() {
    ObjectNode written =
        written(new AlbumFacts("Sun", false, "takeout/Sun", Optional.of("{\"albumData\": {\"title\": \"x\", \"date\": {\"timestamp\": \"1\"}}}")));

    assertThat(written.path("albumData").path("title").asText()).isEqualTo("Sun");
    assertThat(written.path("albumData").path("date").path("timestamp").asText()).isEqualTo("1");
    assertThat(written.has("title")).isFalse();
  }

  @Test
  void anAlbumOfAnotherClientHasTakeoutsKeys() {
    ObjectNode written = written(new AlbumFacts("Sun", false, "", Optional.empty()));

    assertThat(written.path("title").asText()).isEqualTo("Sun");
    assertThat(written.path("description").asText("none")).isEmpty();
    assertThat(written.path(OurObject.KEY).has("origin")).isFalse();
  }

  private static ObjectNode written(AlbumFacts album) {
    return JsonText.original(Optional.of(new String(AlbumJson.of(album), StandardCharsets.UTF_8)));
  }
}
