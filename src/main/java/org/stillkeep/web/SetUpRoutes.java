package org.stillkeep.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** First-run set-up and unlocking. What takes long or much memory is done one at a time. */
final class SetUpRoutes {

  private static final int MAX_FOLDERS = 32;
  private static final int MAX_PATH_CHARACTERS = 4096;
  private static final int WORDS = 24;
  private static final int MAX_WORD_CHARACTERS = 32;
  private static final long PATIENCE_SECONDS = 10;

  /** Far more than a check takes. */
  private static final long CHECK_SECONDS = 2;

  private static final String BUSY = "this is being done already";

  private final PageBackend backend;
  private final Attempts unlocks;

  /** Held while keys are made or used. */
  private final Semaphore keys = new Semaphore(1);

  /** Held while folders are looked at: on a disk that does not answer that takes for ever, and must do so once only. */
  private final Semaphore checks = new Semaphore(1);

  /** Held while a dry run is at work. */
  private final Semaphore dryRuns = new Semaphore(1);

  private final AtomicLong newestDryRun = new AtomicLong();

  SetUpRoutes(PageBackend backend, LongSupplier nanos) {
    this.backend = backend;
    this.unlocks = new Attempts(nanos);
  }

  Map<String, Route> routes() {
    return Map.of(
        "POST /api/unlock", Route.closed(this::unlock),
        "GET /api/setup", Route.closed(this::proposal),
        "POST /api/setup/check", Route.closed(this::check),
        "POST /api/setup/dry-run", Route.closed(this::dryRun),
        "POST /api/setup/keys", Route.closed(this::newKeys),
        "POST /api/setup/finish", Route.closed(this::finish));
  }

  private Response unlock(Call call) throws IOException, Refusal {
    if (backend.phase() != PageBackend.Phase.LOCKED) {
      throw new Refusal(409, "the vault is not locked", "reload the page");
    }
    InetAddress from = call.client().address();
    char[] passphrase = Json.secret(call.request().body(), "passphrase");
    try {
      unlocks.begin(from);
      PageBackend.Unlocked came = attempt(passphrase);
      if (came == PageBackend.Unlocked.WRONG_PASSPHRASE) {
        unlocks.wrong(from);
        throw new Refusal(403, "that is not the passphrase", "try again");
      }
      if (came == PageBackend.Unlocked.NOT_ENOUGH_MEMORY) {
        unlocks.failed();
        throw new Refusal(
            503, "the passphrase needs more memory than Stillkeep may use here", "start it once with STILLKEEP_MEMORY=1g and unlock again");
      }
      unlocks.right(from);
      return Response.done();
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private PageBackend.Unlocked attempt(char[] passphrase) throws IOException {
    boolean ended = false;
    try {
      PageBackend.Unlocked came = backend.unlock(passphrase);
      ended = true;
      return came;
    } finally {
      if (!ended) {
        unlocks.failed();
      }
    }
  }

  private Response proposal(Call call) {
    SetUp.Choice choice = backend.setUp().proposal();
    ObjectNode node = Json.object();
    ArrayNode inboxes = node.putArray("inboxes");
    choice.inboxes().forEach(inboxes::add);
    node.put("vault", choice.vault());
    ArrayNode exports = node.putArray("exports");
    choice.exports().forEach(exports::add);
    return Response.json(node);
  }

  private Response check(Call call) throws IOException, Refusal {
    SetUp.Choice choice = choice(call.json());
    SetUp setUp = backend.setUp();
    take(checks, CHECK_SECONDS, "the folders are still being looked at", "a disk or network folder among them may not answer; see to it first");
    try {
      return Response.json(findings(setUp.check(choice)));
    } finally {
      checks.release();
    }
  }

  private Response dryRun(Call call) throws IOException, Refusal {
    SetUp.Choice choice = choice(call.json());
    SetUp setUp = backend.setUp();
    BooleanSupplier gone = call.client().gone();
    long mine = newestDryRun.incrementAndGet();
    BooleanSupplier stop = () -> gone.getAsBoolean() || newestDryRun.get() != mine;
    // The newest asks for what is on the page now: those before it stop and make room.
    take(dryRuns, PATIENCE_SECONDS, BUSY, "try again in a moment");
    try {
      SetUp.DryRun found = stop.getAsBoolean() ? null : setUp.dryRun(choice, stop);
      if (found == null || stop.getAsBoolean()) {
        throw new Refusal(409, "the dry run was given up for a newer one", "");
      }
      return Response.json(numbers(found));
    } finally {
      dryRuns.release();
    }
  }

  private static ObjectNode numbers(SetUp.DryRun found) {
    ObjectNode node = Json.object();
    node.put("archives", found.archives()).put("unreadable", found.unreadable());
    node.put("photos", found.photos()).put("videos", found.videos());
    ArrayNode missing = node.putArray("missingParts");
    found.missingParts().forEach(missing::add);
    return node.put("vaultBytes", found.vaultBytes()).put("exportBytes", found.exportBytes());
  }

  private Response newKeys(Call call) throws Refusal {
    SetUp setUp = backend.setUp();
    char[] passphrase = Json.secret(call.request().body(), "passphrase");
    try {
      take(keys, 0, BUSY, "try again in a moment");
      try {
        ObjectNode node = Json.object();
        ArrayNode words = node.putArray("words");
        setUp.newKeys(passphrase).forEach(words::add);
        return Response.json(node);
      } catch (IllegalArgumentException e) {
        throw new Refusal(400, e.getMessage(), "choose another passphrase");
      } finally {
        keys.release();
      }
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private Response finish(Call call) throws IOException, Refusal {
    ObjectNode body = call.json();
    SetUp.Choice choice = choice(body);
    List<String> words = texts(body.path("words"), WORDS, MAX_WORD_CHARACTERS);
    SetUp setUp = backend.setUp();
    take(keys, 0, BUSY, "try again in a moment");
    try {
      List<SetUp.Finding> hindrances = setUp.finish(choice, words);
      return hindrances.isEmpty() ? Response.done() : Response.conflict(findings(hindrances));
    } finally {
      keys.release();
    }
  }

  private static void take(Semaphore place, long seconds, String error, String hint) throws Refusal {
    try {
      if (!place.tryAcquire(seconds, TimeUnit.SECONDS)) {
        throw new Refusal(429, error, hint);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, "the status page is being closed", "");
    }
  }

  private static ObjectNode findings(List<SetUp.Finding> findings) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("findings");
    for (SetUp.Finding each : findings) {
      ObjectNode one = list.addObject();
      one.put("role", each.role()).put("index", each.index()).put("resolved", each.resolved());
      one.put("refusal", each.refusal()).put("remark", each.remark());
      one.put("freeBytes", each.freeBytes().isPresent() ? each.freeBytes().getAsLong() : null);
    }
    return node;
  }

  private static SetUp.Choice choice(ObjectNode body) throws Refusal {
    String vault = text(body.path("vault"), MAX_PATH_CHARACTERS);
    return new SetUp.Choice(
        texts(body.path("inboxes"), MAX_FOLDERS, MAX_PATH_CHARACTERS), vault, texts(body.path("exports"), MAX_FOLDERS, MAX_PATH_CHARACTERS));
  }

  private static List<String> texts(JsonNode node, int most, int mostCharacters) throws Refusal {
    if (!node.isArray() || node.size() > most) {
      throw Json.notUnderstood();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : node) {
      texts.add(text(each, mostCharacters));
    }
    return texts;
  }

  private static String text(JsonNode node, int mostCharacters) throws Refusal {
    if (!node.isTextual() || node.textValue().length() > mostCharacters || node.textValue().indexOf('\0') >= 0) {
      throw Json.notUnderstood();
    }
    return node.textValue();
  }
}
