package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;

/** In whatever order outlines are asked for, each is the right one. */
class OutlinesAheadTest {

  private static final int PHOTOS = 60;

  @TempDir Path folder;

  @Test
  void eachIsFoundInAnyOrder() throws IOException {
    try (ImportFixture fixture = new ImportFixture()) {
      TakeoutBuilder takeout = takeout();
      for (int i = 0; i < PHOTOS; i++) {
        takeout.photo("IMG_" + i + ".jpg");
      }
      fixture.imports(takeout.writeTo(folder).values());
      List<Long> ids = new ArrayList<>(fixture.assets().stream().map(Asset::id).toList());
      assertThat(ids).hasSize(PHOTOS);
      OutlinesAhead outlines = new OutlinesAhead(fixture.catalog.assets());
      assertThat(ids).allMatch(id -> outlines.get(id).orElseThrow().id() == id);
      Collections.shuffle(ids, new Random(1));
      assertThat(ids).allMatch(id -> outlines.get(id).orElseThrow().id() == id);
      assertThat(outlines.get(Collections.max(ids) + 1)).isEmpty();
      assertThat(outlines.get(0)).isEmpty();
    }
  }
}
