package org.stillkeep.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stillkeep.library.LibraryFixture.part;
import static org.stillkeep.library.LibraryFixture.utf8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.store.StoreException;

class LivePhotoTest {

  @TempDir Path folder;

  @Test
  void bothHalvesReadBackAndTheirSizesSurviveALostCatalog() throws IOException {
    try (LibraryFixture fixture = new LibraryFixture()) {
      Asset added = addLive(fixture);
      assertThat(added.hash().isLivePhoto()).isTrue();
      fixture.rebuildCatalog();
      assertThat(fixture.library.find(added.hash())).contains(added);
      assertThat(added.sizeBytes()).isEqualTo(5);
      assertThat(added.liveVideoSizeBytes()).isEqualTo(8);
      assertThat(fixture.read(added, Half.STILL_OR_WHOLE)).isEqualTo("still");
      assertThat(fixture.read(added, Half.LIVE_VIDEO)).isEqualTo("in video");
    }
  }

  @Test
  void aPhotoHasNoMovingHalf() throws IOException {
    try (LibraryFixture fixture = new LibraryFixture()) {
      Asset photo = fixture.addPhoto("a.jpg", "a");
      assertThatThrownBy(() -> fixture.library.openContent(photo, Half.LIVE_VIDEO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aHalfWithoutAnnouncedCrcIsReadForItFirst() throws IOException {
    try (LibraryFixture fixture = new LibraryFixture()) {
      byte[] video = utf8("in video");
      ContentPart withoutCrc =
          new ContentPart("a.MOV", video.length, ContentPart.UNKNOWN_CRC, () -> new ByteArrayInputStream(video));
      SealedContent sealed =
          fixture.library.seal(part("a.HEIC", "still"), Optional.of(withoutCrc), ByteObserver.NONE, () -> false);
      assertThat(sealed.liveVideoSizeBytes()).isEqualTo(8);
      fixture.library.discard(sealed);
    }
  }

  @Test
  void otherProgramsReadOurZipAndEveryBytePlaysItsPart() throws IOException {
    byte[] zip = zip(part("IMG_1.HEIC", "still"), part("IMG_1.MOV", "in video"));
    Path file = Files.write(folder.resolve("live.zip"), zip);
    try (ZipFile opened = new ZipFile(file.toFile())) {
      List<String> entries = new ArrayList<>();
      opened.stream().forEach(each -> entries.add(each.getName() + " " + each.getMethod() + " " + each.getSize()));
      assertThat(entries).containsExactly("image.HEIC 0 5", "video.MOV 0 8");
      try (InputStream video = opened.getInputStream(opened.getEntry("video.MOV"))) {
        assertThat(video).hasContent("in video");
      }
    }
    assertThat(zip(part("IMG_1.HEIC", "still"), part("IMG_1.MOV", "in video"))).isEqualTo(zip);
  }

  @Test
  void halvesOfAnyClientAreFoundInAnyOrderAndMethod() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String half : List.of("video", "image")) {
        zip.putNextEntry(new ZipEntry(half));
        zip.write(utf8("the " + half));
      }
    }
    for (Half half : Half.values()) {
      try (InputStream in = LivePhotoZip.open(new ByteArrayInputStream(bytes.toByteArray()), half)) {
        String expected = half == Half.LIVE_VIDEO ? "the video" : "the image";
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aZipWithoutTheHalfIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("image.jpg"));
    }
    assertThatThrownBy(() -> LivePhotoZip.open(new ByteArrayInputStream(bytes.toByteArray()), Half.LIVE_VIDEO))
        .isInstanceOf(ZipException.class);
  }

  @Test
  void halvesBeyondTheFormatAreRefused() {
    ContentPart huge = new ContentPart("a.MOV", 1L << 32, 0, InputStream::nullInputStream);
    assertThatThrownBy(() -> new LivePhotoZip(part("a.HEIC", "x"), huge))
        .isInstanceOfSatisfying(StoreException.class, no -> assertThat(no.reason()).isEqualTo(StoreException.Reason.TOO_LARGE));
  }

  static Asset addLive(LibraryFixture fixture) throws IOException {
    AssetDetails plain = LibraryFixture.details("IMG_1.HEIC");
    AssetDetails live =
        new AssetDetails(
            plain.title(), Optional.of("IMG_1.MOV"), plain.taken(), plain.modified(), plain.place(), plain.description(),
            plain.people(), plain.archived(), plain.url(), plain.sidecarJson());
    return fixture.add(AssetKind.LIVE_PHOTO, live, Optional.of("in video"), "still");
  }

  private static byte[] zip(ContentPart still, ContentPart video) throws IOException {
    LivePhotoZip zip = new LivePhotoZip(still, video);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    zip.write(bytes, () -> copy(still, bytes), () -> copy(video, bytes));
    assertThat(zip.sizeBytes()).isEqualTo(bytes.size());
    return bytes.toByteArray();
  }

  private static void copy(ContentPart part, ByteArrayOutputStream out) throws IOException {
    try (InputStream in = part.opener().open()) {
      in.transferTo(out);
    }
  }
}
