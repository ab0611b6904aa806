package org.stillkeep.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stillkeep.faults.Covers;
import org.stillkeep.notices.NoticeAction.Show;
import org.stillkeep.notices.NoticeAction.Withdraw;

class NoticePlanTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final NoticeOptions ALL = new NoticeOptions(true, List.of(), true, true, true, true);

  private Instant now = START;
  private long nanos = 5;
  private NoticeMemory memory = NoticeMemory.parse("{}");
  private NoticePlan plan = new NoticePlan(ALL, memory, now, nanos);

  private void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  private void sleep(Duration time) {
    now = now.plus(time);
  }

  private void restart() {
    memory = NoticeMemory.parse(memory.toText());
    plan = new NoticePlan(ALL, memory, now, nanos);
  }

  private List<NoticeAction> see(Standing standing) {
    plan.see(standing.status(), now);
    return plan.due(now, nanos);
  }

  private List<NoticeAction> seeAfter(Duration time, Standing standing) {
    pass(time);
    return see(standing);
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  private static Duration minutes(long count) {
    return Duration.ofMinutes(count);
  }

  private static Notice only(List<NoticeAction> actions) {
    assertThat(actions).hasSize(1);
    assertThat(actions.get(0)).isInstanceOf(Show.class);
    return ((Show) actions.get(0)).notice();
  }

  @Test
  void setsThatFinishCloseTogetherShareANotice() {
    see(Standing.idle());
    pass(minutes(5));
    plan.hear(Standing.imported("takeout-a", 1200, 0), now);
    assertThat(seeAfter(seconds(20), Standing.idle().set("takeout-a", 2).importing("takeout-b"))).isEmpty();
    plan.hear(Standing.imported("takeout-b", 34, 5), now);
    assertThat(seeAfter(seconds(44), Standing.idle().set("takeout-a", 2).set("takeout-b", 1))).isEmpty();

    pass(seconds(1));
    assertThat(plan.next()).contains(now);
    Notice notice = only(plan.due(now, nanos));

    assertThat(notice.title()).isEqualTo("1,234 photos and videos imported");
    assertThat(notice.text())
        .isEqualTo("From the sets takeout-a, takeout-b. 5 photos and videos completed by a later part.");
    assertThat(notice.sets()).containsExactly("takeout-a", "takeout-b");
    assertThat(notice.counts()).containsEntry("imported", 1234L).containsEntry("healed", 5L);
    assertThat(plan.next()).isEmpty();
    assertThat(seeAfter(minutes(60), Standing.idle())).isEmpty();
  }

  @Test
  void aLaterPartAddsToTheNoticeOfItsSet() {
    pass(minutes(5));
    plan.hear(Standing.imported("takeout-a", 10, 0), now);
    Notice first = only(seeAfter(minutes(1), Standing.idle().set("takeout-a", 1)));
    plan.hear(Standing.imported("takeout-a", 5, 0), now);
    Notice second = only(seeAfter(minutes(1), Standing.idle().set("takeout-a", 3, "002")));
    plan.hear(Standing.imported("takeout-b", 1, 0), now);
    Notice other = only(seeAfter(minutes(1), Standing.idle()));

    assertThat(second.slot()).isEqualTo(first.slot());
    assertThat(second.title()).isEqualTo("15 photos and videos imported");
    assertThat(second.text()).endsWith("Parts are still missing.");
    assertThat(other.slot()).isNotEqualTo(first.slot());
    assertThat(other.title()).isEqualTo("One photo or video imported");
  }

  @Test
  void aRunThatAddedNothingIsNotTold() {
    pass(minutes(5));
    plan.hear(Standing.imported("takeout-a", 0, 0), now);
    assertThat(plan.next()).isEmpty();
    assertThat(seeAfter(minutes(90), Standing.idle())).isEmpty();
  }

  @Test
  void anImportWithoutEndIsToldOfAtLast() {
    pass(minutes(5));
    plan.hear(Standing.imported("takeout-a", 7, 0), now);
    assertThat(seeAfter(minutes(29), Standing.idle().importing("takeout-b"))).isEmpty();
    assertThat(only(seeAfter(minutes(1), Standing.idle().importing("takeout-b"))).sets()).containsExactly("takeout-a");
  }

  @Test
  void noPartIsMissingWhileAnArchiveIsStillOnItsWayButForADayAtMost() {
    Standing downloading = Standing.idle().set("takeout-a", 2, "002").waitingFor("/in/takeout-a-002.zip.crdownload");
    see(downloading);
    assertThat(seeAfter(minutes(300), downloading)).isEmpty();
    assertThat(plan.next()).contains(now.plus(minutes(24 * 60 - 300)));

    assertThat(only(seeAfter(minutes(24 * 60 - 300), downloading)).kind()).isEqualTo(Notice.Kind.PART_MISSING);
  }

  @Test
  void aPartIsMissingAnHourAfterTheLastOneCame() {
    see(Standing.idle().set("takeout-a", 2, "002"));
    assertThat(seeAfter(minutes(50), Standing.idle().set("takeout-a", 3, "002"))).isEmpty();
    assertThat(seeAfter(minutes(59), Standing.idle().set("takeout-a", 3, "002"))).isEmpty();
    assertThat(plan.next()).contains(now.plusSeconds(60));

    Notice notice = only(seeAfter(minutes(1), Standing.idle().set("takeout-a", 3, "002").set("takeout-b", 1)));

    assertThat(notice.kind()).isEqualTo(Notice.Kind.PART_MISSING);
    assertThat(notice.title()).isEqualTo("A part of a Takeout has not come");
    assertThat(notice.text()).startsWith("Part 002 of the set takeout-a.");
    assertThat(seeAfter(minutes(600), Standing.idle().set("takeout-a", 3, "002"))).isEmpty();
    assertThat(seeAfter(minutes(1), Standing.idle().set("takeout-a", 4))).containsExactly(new Withdraw("missing"));
  }

  @Test
  void anotherGapOfTheSameSetIsToldAnew() {
    see(Standing.idle().set("takeout-a", 2, "002"));
    only(seeAfter(minutes(61), Standing.idle().set("takeout-a", 2, "002")));
    assertThat(seeAfter(minutes(1), Standing.idle().set("takeout-a", 3, "002", "004"))).isEmpty();
    assertThat(only(seeAfter(minutes(60), Standing.idle().set("takeout-a", 3, "002", "004"))).title())
        .isEqualTo("2 parts of a Takeout have not come");
  }

  @Test
  void whatWasToldIsRememberedOverARestartAndSoIsTheHour() {
    see(Standing.idle().set("takeout-a", 2, "002"));
    only(seeAfter(minutes(61), Standing.idle().set("takeout-a", 2, "002").problem("x")));
    seeAfter(minutes(40), Standing.idle().set("takeout-a", 2, "002").set("takeout-b", 2, "002").problem("x"));
    restart();
    assertThat(see(Standing.idle())).isEmpty();
    // The first look at a start may find less than there is.
    assertThat(seeAfter(minutes(2), Standing.idle().set("takeout-a", 1).problem("x"))).isEmpty();
    Standing again = Standing.idle().set("takeout-a", 2, "002").set("takeout-b", 2, "002").problem("x");
    assertThat(seeAfter(minutes(2), again)).isEmpty();

    assertThat(only(seeAfter(minutes(56), again)).sets()).containsExactly("takeout-b");
    assertThat(seeAfter(minutes(600), again)).isEmpty();
  }

  @Test
  void problemsAreToldWhenTheyLastAndTogether() {
    see(Standing.idle());
    pass(minutes(10));
    assertThat(see(Standing.idle().set("takeout-a", 1).problem("set takeout-a/room"))).isEmpty();
    pass(seconds(25));
    see(Standing.idle().set("takeout-a", 1).problem("set takeout-a/room").problem("export /mnt/nas/IMG_secret.jpg").export("/mnt/nas"));
    pass(seconds(5));
    Notice notice = only(plan.due(now, nanos));

    assertThat(notice.title()).isEqualTo("Stillkeep needs you: 2 problems");
    assertThat(notice.text()).isEqualTo("The set takeout-a: mend it. `stillkeep status` tells the others.");
    assertThat(notice.sets()).containsExactly("takeout-a");
    assertThat(notice.exports()).containsExactly("/mnt/nas");
    assertThat(notice.problems()).hasSize(2);
    assertThat(notice.toString()).doesNotContain("IMG_secret");
    assertThat(memory.toText()).doesNotContain("IMG_secret");
  }

  @Test
  void aProblemThatHealsTakesItselfOutOfItsNotice() {
    see(Standing.idle());
    pass(minutes(10));
    see(Standing.idle().problem("a").problem("b"));
    only(seeAfter(minutes(1), Standing.idle().problem("a").problem("b")));

    List<NoticeAction> one = seeAfter(minutes(1), Standing.idle().problem("b"));
    assertThat(one).hasSize(1);
    assertThat(((Show) one.get(0)).isNews()).isFalse();
    assertThat(((Show) one.get(0)).notice().title()).isEqualTo("Stillkeep needs you");
    assertThat(seeAfter(seconds(1), Standing.idle())).containsExactly(new Withdraw("problems"));
  }

  @Test
  void aProblemThatComesBackSoonIsTheSameAndLaterIsNew() {
    see(Standing.idle());
    pass(minutes(10));
    see(Standing.idle().problem("a"));
    only(seeAfter(minutes(1), Standing.idle().problem("a")));
    see(Standing.idle());
    assertThat(seeAfter(minutes(9), Standing.idle().problem("a"))).isEmpty();
    assertThat(seeAfter(minutes(1), Standing.idle().problem("a"))).isEmpty();
    see(Standing.idle());
    seeAfter(minutes(11), Standing.idle());
    seeAfter(minutes(1), Standing.idle().problem("a"));
    only(seeAfter(minutes(1), Standing.idle().problem("a")));
  }

  @Test
  void whatHealsByItselfIsNeverTold() {
    see(Standing.idle().passingProblem("a"));
    assertThat(seeAfter(minutes(600), Standing.idle().passingProblem("a"))).isEmpty();
    seeAfter(minutes(1), Standing.idle().problem("b"));
    assertThat(seeAfter(seconds(20), Standing.idle())).isEmpty();
    assertThat(plan.next()).isEmpty();
  }

  @Test
  void anExportIsToldAfterADayAndOnceForEachAbsence() {
    Instant left = START.minus(Duration.ofHours(20));
    see(Standing.idle().export("/nas", left).export("/usb"));
    assertThat(plan.next()).contains(left.plus(Duration.ofDays(1)));
    assertThat(seeAfter(minutes(239), Standing.idle().export("/nas", left))).isEmpty();
    Notice notice = only(seeAfter(minutes(1), Standing.idle().export("/nas", left)));
    assertThat(notice.title()).isEqualTo("An export folder is not connected");
    assertThat(notice.text()).startsWith("For more than a day: /nas.");
    restart();
    assertThat(see(Standing.idle().export("/nas"))).isEmpty();
    assertThat(seeAfter(minutes(2000), Standing.idle().export("/nas", left))).isEmpty();
    Instant again = now;
    see(Standing.idle().export("/nas", again));
    only(seeAfter(Duration.ofDays(1), Standing.idle().export("/nas", again)));
    assertThat(seeAfter(minutes(1), Standing.idle().export("/nas"))).containsExactly(new Withdraw("away"));
  }

  @Test
  void theFirstMinuteOfAStartIsQuiet() {
    Instant left = START.minus(Duration.ofDays(2));
    assertThat(seeAfter(seconds(59), Standing.idle().export("/nas", left))).isEmpty();
    assertThat(plan.next()).contains(START.plusSeconds(60));
    only(seeAfter(seconds(1), Standing.idle().export("/nas", left)));
  }

  @Test
  @Covers("F60")
  void theFirstMinuteAfterSleepIsQuiet() {
    see(Standing.idle().export("/nas", START));
    pass(minutes(10));
    see(Standing.idle().problem("old").export("/nas", START));
    sleep(Duration.ofHours(30));
    assertThat(see(Standing.idle().problem("old").problem("new").export("/nas", START))).isEmpty();
    assertThat(plan.next()).contains(now.plusSeconds(60));
    assertThat(seeAfter(seconds(59), Standing.idle())).isEmpty();
    assertThat(seeAfter(seconds(2), Standing.idle())).isEmpty();
  }

  @Test
  @Covers("F61")
  void aClockThatIsPutBackSilencesNothingForLong() {
    see(Standing.idle());
    now = now.minus(Duration.ofDays(400));
    see(Standing.idle().set("takeout-a", 2, "002"));
    see(Standing.idle().problem("a"));
    pass(seconds(61));
    assertThat(only(see(Standing.idle().problem("a"))).kind()).isEqualTo(Notice.Kind.NEEDS_YOU);
  }

  @Test
  void eachKindCanBeSwitchedOff() {
    Instant left = START.minus(Duration.ofDays(2));
    for (Notice.Kind kind : Notice.Kind.values()) {
      NoticeOptions options =
          new NoticeOptions(
              true,
              List.of(),
              kind == Notice.Kind.SET_FINISHED,
              kind == Notice.Kind.PART_MISSING,
              kind == Notice.Kind.NEEDS_YOU,
              kind == Notice.Kind.EXPORT_AWAY);
      plan = new NoticePlan(options, NoticeMemory.parse(""), now, nanos);
      Standing all = Standing.idle().set("takeout-a", 2, "002").problem("a").export("/nas", left);
      see(all);
      plan.hear(Standing.imported("takeout-a", 1, 0), now);

      assertThat(seeAfter(minutes(61), all)).as("%s", kind).extracting(each -> ((Show) each).notice().kind()).containsExactly(kind);
    }
  }

  @Test
  void aDamagedMemoryIsAnEmptyOne() {
    for (String text : List.of("", "x", "[]", "{\"gaps\":{\"a\":{\"since\":\"soon\"}}}", "{\"problems\":7}")) {
      assertThat(NoticeMemory.parse(text).gaps()).isEmpty();
    }
  }
}
