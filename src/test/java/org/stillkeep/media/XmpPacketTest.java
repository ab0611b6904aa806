package org.stillkeep.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.asset.CaptureTime;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.asset.CaptureTime.Source;
import org.stillkeep.asset.Place;

class XmpPacketTest {

  private static final OffsetDateTime TAKEN = OffsetDateTime.parse("2019-07-13T08:40:00+02:00");
  private static final Inscription ALL =
      new Inscription(
          Optional.of(new InscribedTime(TAKEN, true, Accuracy.SECOND)),
          Optional.of(new Place(-33.856784, 151.215297, OptionalDouble.of(-4.25))),
          "the <last> day & \"more\"\nof it",
          List.of("Ada", "Grace / Hopper"),
          true);

  @Test
  void everyFactStandsWhereProgramsLookForIt() {
    assertThat(new String(XmpPacket.sidecar(ALL, Optional.of("at 10:30.jpg")), UTF_8))
        .contains("exif:DateTimeOriginal=\"2019-07-13T08:40:00+02:00\"")
        .contains("photoshop:DateCreated=\"2019-07-13T08:40:00+02:00\"")
        .contains("xmp:CreateDate=\"2019-07-13T08:40:00+02:00\"")
        .contains("exif:GPSLatitude=\"33,51.4070400S\"")
        .contains("exif:GPSLongitude=\"151,12.9178200E\"")
        .contains("exif:GPSAltitude=\"425/100\"")
        .contains("exif:GPSAltitudeRef=\"1\"")
        .contains("<rdf:li xml:lang=\"x-default\">the &lt;last&gt; day &amp; \"more\"")
        .contains("xmp:Rating=\"5\"")
        .contains("<rdf:li>Grace / Hopper</rdf:li>")
        .contains("<rdf:li>People/Ada</rdf:li>")
        .contains("<rdf:li>People/Grace _ Hopper</rdf:li>")
        .contains("<rdf:li>People|Grace / Hopper</rdf:li>")
        .contains("xmpMM:PreservedFileName=\"at 10:30.jpg\"");
  }

  @Test
  void theSameFactsGiveTheSameBytes() {
    assertThat(XmpPacket.sidecar(ALL, Optional.empty())).isEqualTo(XmpPacket.sidecar(ALL, Optional.empty()));
  }

  @Test
  void whatIsSaidAlreadyIsNotWrittenAgain() throws UnwritableException {
    byte[] once = XmpPacket.inscribed(new byte[0], ALL, ALL).orElseThrow();
    assertThat(XmpPacket.inscribed(once, ALL, ALL)).isEmpty();
  }

  @Test
  void whatOthersWroteStaysAndListsAreAddedTo() throws UnwritableException {
    byte[] theirs =
        packet(
            """
            xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="their tool" xmp:CreateDate="2021-01-01T00:00:00"
            xmlns:own="http://example.org/own/" own:colour="blue"
            """,
            "<dc:subject><rdf:Bag><rdf:li>beach</rdf:li></rdf:Bag></dc:subject>");
    assertThat(new String(XmpPacket.inscribed(theirs, ALL, ALL).orElseThrow(), UTF_8))
        .contains("their tool")
        .contains("own:colour=\"blue\"")
        .contains("<rdf:li>beach</rdf:li>")
        .contains("<rdf:li>Ada</rdf:li>")
        .contains("xmp:CreateDate=\"2021-01-01T00:00:00\"")
        .contains("exif:DateTimeOriginal=\"2019-07-13T08:40:00+02:00\"");
  }

  @Test
  void withATimeThatTheFileSaysElsewhereOnlyAContradictionIsPutRight() throws UnwritableException {
    Inscription time = new Inscription(ALL.taken(), Optional.empty(), "", List.of(), false);
    Inscription nothing = new Inscription(Optional.empty(), Optional.empty(), "", List.of(), false);
    assertThat(XmpPacket.inscribed(new byte[0], time, nothing)).isEmpty();
    byte[] wrong = packet("xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" exif:DateTimeOriginal=\"2020-01-01T00:00:00\"", "");
    assertThat(new String(XmpPacket.inscribed(wrong, time, nothing).orElseThrow(), UTF_8))
        .contains("exif:DateTimeOriginal=\"2019-07-13T08:40:00+02:00\"")
        .doesNotContain("DateCreated");
    byte[] right = packet("xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" exif:DateTimeOriginal=\"2019-07-13T06:40:01Z\"", "");
    assertThat(XmpPacket.inscribed(right, time, nothing)).isEmpty();
  }

  @Test
  void aPacketThatMayExpandItselfIsNotTouched() {
    byte[] bomb = "<!DOCTYPE x [<!ENTITY a \"b\">]><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>".getBytes(UTF_8);
    assertThatThrownBy(() -> XmpPacket.inscribed(bomb, ALL, ALL)).isInstanceOf(UnwritableException.class);
    assertThatThrownBy(() -> XmpPacket.inscribed("no XML".getBytes(UTF_8), ALL, ALL)).isInstanceOf(UnwritableException.class);
  }

  @Test
  void charactersThatXmlHasNoWordForAreLeftOut() throws UnwritableException {
    Inscription odd = new Inscription(Optional.empty(), Optional.empty(), "a\u0000b\u001bc\ud800d\uffff \ud83d\ude00", List.of(), false);
    byte[] bytes = XmpPacket.inscribed(new byte[0], odd, odd).orElseThrow();
    assertThat(new String(bytes, UTF_8)).contains(">abcd \ud83d\ude00<");
    assertThat(XmpPacket.inscribed(bytes, odd, odd)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SECOND, SIDECAR,  2019-07-13T08:40:00+02:00",
    "DAY,    FILENAME, 2019-07-13",
    "YEAR,   FOLDER,   2019",
    "UNKNOWN, ENTRY,   ''"
  })
  void aTimeIsWrittenNoFinerThanItIsKnown(Accuracy accuracy, Source source, String expected) {
    CaptureTime taken = new CaptureTime(TAKEN.toInstant(), Optional.of(TAKEN.getOffset()), source, accuracy);
    assertThat(InscribedTime.of(taken, ZoneOffset.UTC).map(InscribedTime::iso).orElse("")).isEqualTo(expected);
  }

  @Test
  void anUnknownOffsetIsThatOfTheConfiguredZoneInWholeMinutes() {
    assertThat(iso("2019-07-13T06:40:00.9Z", "Europe/Rome")).isEqualTo("2019-07-13T08:40:00+02:00");
    assertThat(iso("1850-01-01T00:00:00Z", "Europe/Rome")).isEqualTo("1850-01-01T00:49:00+00:49");
  }

  @ParameterizedTest
  @CsvSource({
    "08:40:01,       , true,  true",
    "08:40:00, +02:00, true,  true",
    "06:40:00, +00:00, true,  true",
    "06:40:00,       , true,  false",
    "06:40:00,       , false, true",
    "12:10:00,       , false, true",
    "12:11:00,       , false, false",
    "08:40:00, +01:00, false, false"
  })
  void aFilesClockAgreesOrNot(String clock, String offset, boolean offsetKnown, boolean agrees) {
    EmbeddedTime file =
        EmbeddedTime.local(LocalDateTime.parse("2019-07-13T" + clock), Optional.ofNullable(offset).map(ZoneOffset::of));
    assertThat(new InscribedTime(TAKEN, offsetKnown, Accuracy.SECOND).agreesWith(file)).isEqualTo(agrees);
  }

  private static String iso(String instant, String zone) {
    return InscribedTime.of(CaptureTime.ofSidecar(Instant.parse(instant)), ZoneId.of(zone)).orElseThrow().iso();
  }

  private static byte[] packet(String attributes, String elements) {
    return """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" %s>%s</rdf:Description></rdf:RDF></x:xmpmeta>
        """
        .formatted(attributes, elements)
        .getBytes(UTF_8);
  }
}
