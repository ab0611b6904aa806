package org.stillkeep.takeout;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Folders of photos with any titles, edited copies and moving halves, named by Google's rules, are understood again. */
class GoogleFolderTest {

  private static final int FOLDERS = 1_500;

  /** Titles are made to collide; what then stays wrong are copies of copies that no one could tell apart by their names. */
  private static final double MOST_WRONG = 0.0005;

  private static final double MOST_MISSED = 0.002;

  private static final String[] PIECES = {
    "a", "B", "7", " ", "_", "-", ".", "(1)", "(2)", "ä", "é", "日本", "😀", "?", "&", "/", "IMG_", "2019", "edited", "supple", "\u202f", "ß",
    "ส", "ั", "'", "한"
  };
  private static final String[] EXTENSIONS = {".jpg", ".JPG", ".jpeg", ".HEIC", ".mp4", ".png", "", ".webp", ".MOV"};
  private static final String[] SUFFIXES = {"-edited", "-bearbeitet", "-ha editado", "-編集済み", "-modifié", "-已修改"};

  private final List<String> wrong = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private int files;

  @Test
  void whatGoogleNamedIsMatchedBack() {
    for (int seed = 0; seed < FOLDERS; seed++) {
      compare(folder(new Random(seed)), "seed " + seed);
    }

    System.out.printf("Google's names: %d files, missed %d, wrong %d%n", files, missed.size(), wrong.size());
    assertThat(files).isGreaterThan(5_000);
    assertThat(wrong).hasSizeLessThanOrEqualTo((int) (files * MOST_WRONG));
    assertThat(missed).hasSizeLessThanOrEqualTo((int) (files * MOST_MISSED));
  }

  private void compare(GoogleFolder folder, String origin) {
    for (String media : folder.media()) {
      String found = folder.export().sidecarOf(folder.path(media));
      files++;
      if (found != null && !found.equals(folder.sidecarOf(media))) {
        wrong.add(origin + ": " + media + " <- " + found);
      } else if (found == null) {
        missed.add(origin + ": " + media);
      } else {
        checkOriginal(folder, media, origin);
      }
    }
  }

  /** A copy that is said to be one is a copy of the right file. */
  private void checkOriginal(GoogleFolder folder, String media, String origin) {
    TakeoutItem item = folder.export().item(folder.path(media));
    boolean isHalf = !Objects.equals(folder.export().path(Optional.of(item.media())), folder.path(media));
    String original = folder.export().path(item.editedOf());
    if (!isHalf && original != null && !original.equals(folder.originalOf(media))) {
      wrong.add(origin + ": " + media + " said to be a copy of " + original);
    }
  }

  private static GoogleFolder folder(Random random) {
    List<GoogleFolder.Era> eras = List.of(GoogleFolder.Era.values());
    GoogleFolder.Era era = eras.get(random.nextInt(eras.size()));
    GoogleFolder folder = new GoogleFolder(era, "Photos from 2023");
    Normalizer.Form form = random.nextInt(4) == 0 ? Normalizer.Form.NFD : Normalizer.Form.NFC;
    String suffix = SUFFIXES[random.nextInt(SUFFIXES.length)];
    String family = piece(random, 1 + random.nextInt(30));
    String last = family + ".jpg";
    int photos = 1 + random.nextInt(8);
    for (int i = 0; i < photos; i++) {
      last = Normalizer.normalize(title(random, family, last, i), form);
      boolean live = last.matches("(?si)[^)]*\\.(jpg|heic|jpeg)") && random.nextInt(4) == 0;
      folder.photo(
          last,
          1_600_000_000L + i * 86_400L + random.nextInt(80_000),
          random.nextInt(4) == 0 ? Optional.of(suffix) : Optional.empty(),
          live ? Optional.of(random.nextBoolean() ? ".MOV" : ".mp4") : Optional.empty());
    }
    return folder;
  }

  /** The last title again, another of its family, one with a number, or something else. */
  private static String title(Random random, String family, String last, int i) {
    String extension = EXTENSIONS[random.nextInt(random.nextBoolean() ? 1 : EXTENSIONS.length)];
    String title =
        switch (random.nextInt(5)) {
          case 0 -> last;
          case 1 -> family + piece(random, random.nextInt(3)) + extension;
          case 2 -> "N" + i + family + "(" + (1 + random.nextInt(2)) + ")" + extension;
          default -> piece(random, 1 + random.nextInt(40)) + extension;
        };
    return title.matches("(?s).*\\.\\w{2,5}") ? title : "E" + i + title;
  }

  private static String piece(Random random, int pieces) {
    StringBuilder text = new StringBuilder("x");
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    String whole = text.append('y').toString();
    return pieces > 12 ? whole.replaceAll("[()]", "") : whole;
  }
}
