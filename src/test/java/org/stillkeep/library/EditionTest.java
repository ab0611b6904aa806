package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillkeep.asset.Album;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.catalog.Catalog;

/** Whoever mirrors the library can tell a whole catalog from one that is being read. */
class EditionTest {

  private LibraryFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new LibraryFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void changeElsewhere() throws IOException {
    try (Catalog catalog = Catalog.inMemory()) {
      Library other = fixture.otherClient(catalog);
      Album album = other.album(AlbumKind.ALBUM, "Sea", "elsewhere");
      other.rename(album, "Seaside " + fixture.contents.objectCount());
    }
  }

  @Test
  void aCatalogThatWasNeverReadHasNone() throws IOException {
    assertThat(fixture.library.edition()).isEmpty();
    fixture.library.refresh(() -> false);
    assertThat(fixture.library.edition()).isPresent();
  }

  @Test
  void aRefreshThatBringsNothingLeavesIt() throws IOException {
    fixture.addPhoto("a.jpg", "a", fixture.album("Sea"));
    fixture.library.refresh(() -> false);
    OptionalLong before = fixture.library.edition();
    long changes = fixture.catalog.lastChange();

    fixture.library.refresh(() -> false);

    assertThat(fixture.library.edition()).isEqualTo(before);
    assertThat(fixture.catalog.lastChange()).isEqualTo(changes);
  }

  @Test
  void readingBackWhatThisClientItselfWroteIsNoChange() throws IOException {
    fixture.library.refresh(() -> false);
    fixture.addPhoto("a.jpg", "a", fixture.album("Sea"));
    long changes = fixture.catalog.lastChange();

    fixture.library.refresh(() -> false);

    assertThat(fixture.catalog.lastChange()).isEqualTo(changes);
  }

  @Test
  void aRefreshThatBringsSomethingMakesAnother() throws IOException {
    fixture.library.refresh(() -> false);
    OptionalLong before = fixture.library.edition();
    changeElsewhere();

    fixture.library.refresh(() -> false);

    assertThat(fixture.library.edition()).isPresent().isNotEqualTo(before);
  }

  @Test
  void aRefreshThatIsBrokenOffLeavesNoneUntilOneComesToItsEnd() throws IOException {
    fixture.addPhoto("a.jpg", "a", fixture.album("Sea"));
    fixture.library.refresh(() -> false);
    changeElsewhere();

    assertThatThrownBy(() -> fixture.library.refresh(() -> true)).isInstanceOf(CancellationException.class);
    assertThat(fixture.library.edition()).isEmpty();

    Library restarted = Library.open(fixture.store, fixture.keys, fixture.catalog, fixture.random);
    assertThat(restarted.edition()).as("over a restart").isEmpty();
    restarted.refresh(() -> false);
    assertThat(restarted.edition()).isPresent();
  }
}
