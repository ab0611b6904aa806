package org.stillkeep.takeout;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One photo, video or live photo of a Takeout, with all that its names and sidecar say.
 *
 * @param media the photo or video; the still of a live photo
 * @param liveVideo the moving half, when {@code kind} is LIVE
 * @param sidecar the JSON that describes it; empty when there is none, or when several are equally likely
 * @param rule the name of the rule that found the sidecar, in words for people
 * @param confidence how sure the pairing is; HIGH when there is no sidecar and no candidate
 * @param facts what the sidecar says
 * @param albums indexes into {@link TakeoutContents#albums()}
 * @param editedOf the original of which this is an edited copy
 * @param sameAs the item of the same content that stands for all its copies, best the one in the year folder
 * @param folderYear the year in the name of its year or date folder
 * @param ambiguousBetween the sidecars between which nothing decides; empty when {@code sidecar} is present
 */
public record TakeoutItem(
    EntryRef media,
    ItemKind kind,
    Optional<EntryRef> liveVideo,
    Optional<EntryRef> sidecar,
    Optional<String> rule,
    Confidence confidence,
    Optional<SidecarFacts> facts,
    List<Integer> albums,
    Optional<EntryRef> editedOf,
    Optional<EntryRef> sameAs,
    boolean favorite,
    boolean archived,
    boolean trashed,
    boolean locked,
    boolean partner,
    OptionalInt folderYear,
    List<EntryRef> ambiguousBetween) {

  public TakeoutItem {
    Objects.requireNonNull(media);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(confidence);
    albums = List.copyOf(albums);
    ambiguousBetween = List.copyOf(ambiguousBetween);
    if (sidecar.isPresent() != facts.isPresent() || sidecar.isPresent() != rule.isPresent()) {
      throw new IllegalArgumentException("sidecar, rule and facts come together");
    }
    if (sidecar.isPresent() && !ambiguousBetween.isEmpty()) {
      throw new IllegalArgumentException("an ambiguous item has no sidecar");
    }
    if ((kind == ItemKind.LIVE) != liveVideo.isPresent()) {
      throw new IllegalArgumentException("exactly the live items have a moving half");
    }
  }

  /** The same item as a live photo with this moving half. */
  public TakeoutItem withMovingHalf(EntryRef video) {
    return with(media, ItemKind.LIVE, Optional.of(video));
  }

  /** The still of a live photo by itself; any other item as it is. */
  public TakeoutItem withoutMovingHalf() {
    return kind == ItemKind.LIVE ? with(media, ItemKind.PHOTO, Optional.empty()) : this;
  }

  /** The moving half of a live photo by itself, which has the sidecar and albums of its still; empty for other items. */
  public Optional<TakeoutItem> movingHalf() {
    return liveVideo.map(video -> with(video, ItemKind.VIDEO, Optional.empty()));
  }

  private TakeoutItem with(EntryRef ref, ItemKind newKind, Optional<EntryRef> newLiveVideo) {
    return new TakeoutItem(
        ref,
        newKind,
        newLiveVideo,
        sidecar,
        rule,
        confidence,
        facts,
        albums,
        editedOf,
        sameAs,
        favorite,
        archived,
        trashed,
        locked,
        partner,
        folderYear,
        ambiguousBetween);
  }
}
