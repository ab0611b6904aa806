package org.stillkeep.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stillkeep.importer.TakeoutBuilder.TAKEN;
import static org.stillkeep.importer.TakeoutBuilder.takeout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.asset.AlbumKind;
import org.stillkeep.asset.Asset;
import org.stillkeep.asset.AssetDetails;
import org.stillkeep.asset.AssetKind;
import org.stillkeep.asset.ContentHash;
import org.stillkeep.asset.Place;
import org.stillkeep.catalog.Outcome;
import org.stillkeep.library.ContentHasher;
import org.stillkeep.library.OtherClient;
import org.stillkeep.media.MediaSamples;

/** Takeouts of photos that a phone, say, has put into the library before. */
class OtherClientsImportTest {

  private static final String STILL = "the still";
  private static final String VIDEO = "the moving half";

  /** As {@link OtherClient#metadata} has it. */
  private static final Instant PHONES_TIME = Instant.ofEpochSecond(1_563_000_000);

  @TempDir Path inbox;
  private ImportFixture fixture;
  private OtherClient phone;
  private long camera;

  @BeforeEach
  void open() throws IOException {
    fixture = new ImportFixture(true);
    phone = new OtherClient(fixture.contents, fixture.keys);
    camera = phone.album("Camera", none());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aPhotoOfThePhonesGainsWhatTakeoutKnowsAndIsNotSentAgain() throws IOException {
    phonesPhoto("IMG_1.jpg", none(), none());
    var parts =
        takeout()
            .photo("IMG_1.jpg").album("Sardinia").description("the bay").people("Ada").place(39.2, 9.1).favorite()
            .writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    Asset photo = fixture.assets().get(0);
    AssetDetails details = photo.details();
    assertThat(fixture.assets()).hasSize(1);
    assertThat(summary.outcomes()).containsEntry(Outcome.ALREADY_THERE, 1L).doesNotContainKey(Outcome.IMPORTED);
    assertThat(summary.healed()).isEqualTo(1);
    assertThat(fixture.server.objectsBegun()).isZero();
    assertThat(details.taken().instant()).isEqualTo(TAKEN);
    assertThat(details.description()).isEqualTo("the bay");
    assertThat(details.people()).containsExactly("Ada");
    assertThat(details.place()).contains(new Place(39.2, 9.1, OptionalDouble.empty()));
    assertThat(fixture.albumsOf(photo)).containsExactly("Camera", "Favorites", "Sardinia");
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void whatItsOwnerHasWrittenThereStays() throws IOException {
    Instant corrected = Instant.parse("2001-02-03T04:05:06Z");
    ObjectNode edits =
        none()
            .put("caption", "my words")
            .put("editedTime", corrected.getEpochSecond() * 1_000_000)
            .put("editedName", "Bay.jpg")
            .put("lat", 41.9)
            .put("long", 12.5)
            .put("uploaderName", "phone");
    phonesPhoto("IMG_1.jpg", none().put("visibility", 0), edits);
    var parts = takeout().photo("IMG_1.jpg").description("the bay").people("Ada").place(39.2, 9.1).writeTo(inbox);

    fixture.imports(parts.values());

    AssetDetails details = fixture.assets().get(0).details();
    assertThat(details.title()).isEqualTo("Bay.jpg");
    assertThat(details.description()).isEqualTo("my words");
    assertThat(details.taken().instant()).isEqualTo(corrected);
    assertThat(details.place()).contains(new Place(41.9, 12.5, OptionalDouble.empty()));
    assertThat(details.people()).as("what other clients have no place for").containsExactly("Ada");
    String publicMagic = fixture.catalog.assets().byId(fixture.assets().get(0).id()).orElseThrow().publicMagic().json();
    assertThat(publicMagic).contains("\"uploaderName\":\"phone\"");
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void aLivePhotoIsKnownByTheContentOfItsHalves() throws IOException {
    phonesLivePhoto();
    var parts =
        takeout()
            .media("IMG_1.HEIC", STILL.getBytes(StandardCharsets.UTF_8)).description("the bay")
            .media("IMG_1.MOV", VIDEO.getBytes(StandardCharsets.UTF_8)).withoutSidecar()
            .writeTo(inbox);
    assertThat(fixture.plan(parts.values()).bytesToSend()).isZero();

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(fixture.assets()).singleElement().satisfies(photo -> assertThat(photo.kind()).isEqualTo(AssetKind.LIVE_PHOTO));
    assertThat(fixture.assets().get(0).details().description()).isEqualTo("the bay");
    assertThat(summary.outcomes()).containsEntry(Outcome.ALREADY_THERE, 1L).containsEntry(Outcome.LIVE_HALF, 1L);
    assertThat(fixture.server.objectsBegun()).isZero();
  }

  @Test
  void oneHalfOfALivePhotoIsThatLivePhoto() throws IOException {
    phonesLivePhoto();
    var parts = takeout().media("IMG_1.HEIC", STILL.getBytes(StandardCharsets.UTF_8)).description("the bay").writeTo(inbox);

    fixture.imports(parts.values());

    assertThat(fixture.assets()).singleElement().satisfies(photo -> assertThat(photo.details().description()).isEqualTo("the bay"));
    assertThat(fixture.server.objectsBegun()).isZero();
  }

  @Test
  void theSameBytesByAnotherNameAreTheSamePhoto() throws IOException {
    phonesPhoto("20190713_084000.jpg", MediaSamples.jpeg("IMG_1.jpg"), none(), none());
    var parts = takeout().photo("IMG_1.jpg").description("the bay").writeTo(inbox);

    fixture.imports(parts.values());

    AssetDetails details = fixture.assets().get(0).details();
    assertThat(fixture.assets()).hasSize(1);
    assertThat(details.title()).isEqualTo("20190713_084000.jpg");
    assertThat(details.description()).isEqualTo("the bay");
  }

  @Test
  void aPhotoWithoutSidecarKeepsThePhonesTime() throws IOException {
    phonesPhoto("IMG_1.jpg", none(), none());

    fixture.imports(takeout().photo("IMG_1.jpg").withoutSidecar().writeTo(inbox).values());

    assertThat(fixture.assets().get(0).details().taken().instant()).isEqualTo(PHONES_TIME);
  }

  @Test
  void whatIsHiddenGainsItsFactsAndNoVisibleAlbum() throws IOException {
    camera = phone.album(".hidden", none().put("visibility", 2).put("subType", 1));
    phonesPhoto("IMG_1.jpg", none(), none());
    var parts = takeout().photo("IMG_1.jpg").album("Sardinia").favorite().description("the bay").writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    Asset photo = fixture.assets().get(0);
    assertThat(photo.details().description()).isEqualTo("the bay");
    assertThat(fixture.catalog.albums().albumsOf(photo.id())).singleElement().satisfies(album -> assertThat(album.id()).isEqualTo(camera));
    assertThat(fixture.catalog.albums().byKind(AlbumKind.FAVORITES)).isEmpty();
    assertThat(summary.outcomes()).containsEntry(Outcome.ALREADY_THERE, 1L);
    assertThat(fixture.plan(parts.values()).isEmpty()).isTrue();
  }

  @Test
  void aHiddenStillStaysHiddenWhenItsMovingHalfJoinsIt() throws IOException {
    camera = phone.album(".hidden", none().put("visibility", 2).put("subType", 1));
    phonesPhoto("IMG_1.HEIC", STILL.getBytes(StandardCharsets.UTF_8), none(), none());
    var parts =
        takeout()
            .media("IMG_1.HEIC", STILL.getBytes(StandardCharsets.UTF_8)).album("Sardinia")
            .media("IMG_1.MOV", VIDEO.getBytes(StandardCharsets.UTF_8)).album("Sardinia").withoutSidecar()
            .writeTo(inbox);

    fixture.imports(parts.values());

    Asset live = fixture.assets().get(0);
    assertThat(fixture.assets()).hasSize(1);
    assertThat(live.kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.catalog.albums().albumsOf(live.id())).singleElement().satisfies(album -> assertThat(album.id()).isEqualTo(camera));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStillThatLiesInSomebodyElsesAlbumTooGetsItsMovingHalf(boolean hidden) throws IOException {
    long grandmas = phone.album("Grandma's", none());
    phone.share(grandmas);
    camera = hidden ? phone.album(".hidden", none().put("visibility", 2).put("subType", 1)) : phone.album("Mine", none());
    phonesPhoto("IMG_1.HEIC", STILL.getBytes(StandardCharsets.UTF_8), none(), none());
    long still = fixture.assets().get(0).id();
    fixture.catalog.albums().addMember(grandmas, still, fixture.catalog.albums().keysOf(still).get(0).key());
    var parts =
        takeout()
            .media("IMG_1.HEIC", STILL.getBytes(StandardCharsets.UTF_8))
            .media("IMG_1.MOV", VIDEO.getBytes(StandardCharsets.UTF_8)).withoutSidecar()
            .writeTo(inbox);

    fixture.imports(parts.values());

    Asset live = fixture.assets().get(0);
    assertThat(fixture.assets()).hasSize(1);
    assertThat(live.kind()).isEqualTo(AssetKind.LIVE_PHOTO);
    assertThat(fixture.albumsOf(live)).containsExactly(hidden ? "Hidden" : "Mine");
  }

  @Test
  void whatSomebodyElseSharesIsAddedAsOnesOwn() throws IOException {
    byte[] content = MediaSamples.jpeg("IMG_1.jpg");
    phone.file(camera, OtherClient.metadata(0, "IMG_1.jpg").put("hash", ContentHasher.hash(content).text()), content, none(), none());
    phone.share(camera);
    fixture.library.refresh(() -> false);
    var parts = takeout().photo("IMG_1.jpg").description("the bay").writeTo(inbox);

    ImportSummary summary = fixture.imports(parts.values());

    assertThat(summary.outcomes()).containsEntry(Outcome.IMPORTED, 1L);
    assertThat(fixture.assets()).extracting(photo -> photo.details().description()).containsExactlyInAnyOrder("", "the bay");
  }

  private void phonesPhoto(String title, ObjectNode privateMagic, ObjectNode publicMagic) throws IOException {
    phonesPhoto(title, MediaSamples.jpeg(title), privateMagic, publicMagic);
  }

  private void phonesPhoto(String title, byte[] content, ObjectNode privateMagic, ObjectNode publicMagic) throws IOException {
    ObjectNode metadata = OtherClient.metadata(0, title).put("hash", ContentHasher.hash(content).text());
    phone.file(camera, metadata, content, privateMagic, publicMagic);
    fixture.library.refresh(() -> false);
  }

  private void phonesLivePhoto() throws IOException {
    ContentHash still = ContentHasher.hash(STILL.getBytes(StandardCharsets.UTF_8));
    ContentHash video = ContentHasher.hash(VIDEO.getBytes(StandardCharsets.UTF_8));
    ObjectNode metadata = OtherClient.metadata(2, "IMG_1.HEIC").put("hash", ContentHash.ofLivePhoto(still, video).text());
    phone.file(camera, metadata, OtherClient.liveZip(STILL, VIDEO), none(), none());
    fixture.library.refresh(() -> false);
  }

  private static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }
}
