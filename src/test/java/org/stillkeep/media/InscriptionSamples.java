package org.stillkeep.media;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillkeep.asset.CaptureTime.Accuracy;
import org.stillkeep.asset.Place;

/** What tests write into files. */
final class InscriptionSamples {

  static final OffsetDateTime TAKEN = OffsetDateTime.parse("2019-07-13T08:40:00+02:00");

  /** All that can be said, with every sign that could be taken for another: markup, entities, lines, levels, other alphabets. */
  static final Inscription ALL =
      new Inscription(
          time(TAKEN),
          Optional.of(new Place(-33.856784, 151.215297, OptionalDouble.of(-4.25))),
          "the <last> day & \"more\" &amp;\n#of it=ends -x Übergrößenträger 日本 \ud83d\ude00",
          List.of("Ada", "Grace / Hopper | <b>", "Åsa"),
          true);

  private InscriptionSamples() {}

  static Optional<InscribedTime> time(OffsetDateTime time) {
    return Optional.of(new InscribedTime(time, true, Accuracy.SECOND));
  }

  /** Only a time. */
  static Inscription timeOnly(OffsetDateTime time) {
    return new Inscription(time(time), Optional.empty(), "", List.of(), false);
  }
}
