package org.stillkeep.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.stillkeep.store.CollectionType;

/** Hidden albums, albums of others and links, as folders of an export. */
class AlbumsFromServerTest extends ExportOfServer {

  @Test
  void hiddenAlbumsAreFoldersUnlessTheyAreNotWanted() throws IOException {
    long hidden = phone.album(".hidden", json().put("visibility", 2).put("subType", 1));
    phone.file(hidden, hashed("secret.jpg", "secret"), "secret");
    phone.file(phone.album("Sea", json()), hashed("a.jpg", "a"), "a");
    refreshAndExport();
    assertThat(home.media()).containsExactly("Hidden/secret.jpg", "Sea/a.jpg");

    home.options = Options.of(home.options).hidden(false).build();
    assertThat(downloads()).isZero();
    assertThat(home.media()).containsExactly("Sea/a.jpg", "Trash/Hidden/secret.jpg");
  }

  @Test
  void whatIsHiddenByItselfIsInNoFolderWhenItIsNotWanted() throws IOException {
    long sea = phone.album("Sea", json());
    phone.file(sea, hashed("secret.jpg", "secret"), "secret".getBytes(StandardCharsets.UTF_8), json().put("visibility", 2), json());
    phone.file(sea, hashed("a.jpg", "a"), "a");
    home.options = Options.of(home.options).hidden(false).yearFolders(YearFolders.ALL).build();
    refreshAndExport();
    assertThat(home.media()).containsExactly("Photos from 2019/a.jpg", "Sea/a.jpg");
  }

  @Test
  void hidingManyAtOnceIsUnderTheGuard() throws IOException {
    long hidden = phone.album(".hidden", json().put("visibility", 2).put("subType", 1));
    for (int i = 0; i < 21; i++) {
      phone.file(hidden, hashed("secret" + i + ".jpg", "secret " + i), "secret " + i);
    }
    refreshAndExport();
    home.options = Options.of(home.options).hidden(false).build();
    ExportSummary summary = home.export();
    assertThat(summary.heldBack()).isEqualTo(21);
    assertThat(home.media()).allMatch(name -> name.startsWith("Hidden/"));
  }

  @Test
  void albumsOfOthersStayApartFromOnesOwnOfTheSameTitle() throws IOException {
    long theirs = phone.album("Sea", json());
    phone.file(theirs, hashed("theirs.jpg", "theirs"), "theirs");
    phone.share(theirs);
    long ours = phone.album("Sea", json());
    phone.file(ours, hashed("ours.jpg", "ours"), "ours");
    refreshAndExport();
    assertThat(home.media()).containsExactly("Sea (2)/theirs.jpg", "Sea/ours.jpg");

    home.loseCatalog();
    home.exporter().takeOver();
    assertThat(downloads()).isZero();
    assertThat(home.media()).containsExactly("Sea (2)/theirs.jpg", "Sea/ours.jpg");
  }

  @Test
  void albumsOfOthersAreLeftOutWhenTheyAreNotWanted() throws IOException {
    long theirs = phone.album("Theirs", json());
    phone.file(theirs, hashed("theirs.jpg", "theirs"), "theirs");
    phone.share(theirs);
    refreshAndExport();
    assertThat(home.media()).containsExactly("Theirs/theirs.jpg");

    home.options = Options.of(home.options).shared(false).build();
    home.export();
    assertThat(home.media()).containsExactly("Trash/Theirs/theirs.jpg");
  }

  @Test
  void favouritesOfOthersAreAnAlbumLikeAnyOther() throws IOException {
    long theirs = phone.album(CollectionType.FAVORITES, "Bob's favourites", json());
    phone.file(theirs, hashed("theirs.jpg", "theirs"), "theirs");
    phone.share(theirs);
    refreshAndExport();
    assertThat(home.media()).containsExactly("Bob's favourites/theirs.jpg");
    assertThat(home.read("Bob's favourites/metadata/theirs.jpg.json")).doesNotContain("favorited");
  }

  @Test
  void quickLinksAreNoFolders() throws IOException {
    long link = phone.album("a link", json().put("subType", 2));
    long file = phone.file(link, hashed("a.jpg", "a"), "a");
    phone.addToAlbum(phone.album("Sea", json()), file);
    refreshAndExport();
    assertThat(home.media()).containsExactly("Sea/a.jpg");
  }
}
