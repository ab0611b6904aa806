package org.stillkeep.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.stillkeep.agent.Wish;

/** What the page asks of a running agent. */
final class AgentRoutes {

  /** Begins the address of a preview; the asset's number follows. */
  static final String PREVIEW = "/api/preview/";

  /** Begins the address of a report; its ticket follows. */
  static final String REPORT = "/report/";

  private static final int RECENT = 24;
  private static final int MAX_PREVIEW_BYTES = 1024 * 1024;
  private static final int MAX_ID_DIGITS = 18;
  private static final long MAX_PAUSE_SECONDS = Duration.ofDays(366).toSeconds();
  private static final Duration REPORT_VALID = Duration.ofSeconds(60);

  private final PageBackend backend;
  private final StatusText text;
  private final Clock clock;
  private final Tickets<String> reports;

  AgentRoutes(PageBackend backend, StatusText text, Clock clock, LongSupplier nanos) {
    this.backend = backend;
    this.text = text;
    this.clock = clock;
    this.reports = new Tickets<>(REPORT_VALID, nanos);
  }

  Map<String, Route> routes() {
    return Map.of(
        "POST /api/wish", Route.closed(this::wish),
        "GET /api/recent", Route.closed(this::recent),
        "GET " + PREVIEW, Route.closed(this::preview),
        "POST /api/report", Route.closed(this::ticket),
        "GET " + REPORT, Route.open(this::report),
        "POST /api/exports/adopt", Route.closed(this::adopt));
  }

  private Response wish(Call call) throws Refusal {
    backend.wish(wish(call.json()));
    return Response.done();
  }

  private Wish wish(ObjectNode body) throws Refusal {
    return switch (body.path("wish").asText("")) {
      case "pause" -> pause(body.path("seconds"), body.path("until"));
      case "resume" -> new Wish.Resume();
      case "scan" -> new Wish.LookAgain();
      case "export" -> new Wish.ExportNow(body.path("full").asBoolean(false));
      default -> throw Json.notUnderstood();
    };
  }

  private Wish.Pause pause(JsonNode seconds, JsonNode until) throws Refusal {
    if (until.asText("").equals("tomorrow")) {
      return Wish.Pause.untilTomorrow(ZonedDateTime.now(clock));
    }
    if (absent(seconds) && absent(until)) {
      return new Wish.Pause(Optional.empty());
    }
    if (!seconds.canConvertToLong() || seconds.asLong() < 1 || seconds.asLong() > MAX_PAUSE_SECONDS) {
      throw Json.notUnderstood();
    }
    return new Wish.Pause(Optional.of(clock.instant().plusSeconds(seconds.asLong())));
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private Response recent(Call call) throws IOException {
    ObjectNode node = Json.object();
    ArrayNode assets = node.putArray("assets");
    for (PageBackend.RecentAsset each : backend.recent(RECENT)) {
      assets
          .addObject()
          // As text: a browser's numbers are exact to 2^53 only.
          .put("id", Long.toString(each.id()))
          .put("title", each.title())
          .put("importedAt", each.importedAt().map(at -> at.atZone(clock.getZone()).toOffsetDateTime().toString()).orElse(null))
          .put("hasPreview", each.hasPreview());
    }
    return Response.json(node);
  }

  private Response preview(Call call) throws IOException, Refusal {
    String id = call.request().path().substring(PREVIEW.length());
    if (id.isEmpty() || id.length() > MAX_ID_DIGITS || !id.chars().allMatch(each -> each >= '0' && each <= '9')) {
      throw nothing();
    }
    byte[] jpeg = backend.preview(Long.parseLong(id)).orElseThrow(AgentRoutes::nothing);
    boolean isJpeg = jpeg.length > 2 && jpeg.length <= MAX_PREVIEW_BYTES && (jpeg[0] & 0xFF) == 0xFF && (jpeg[1] & 0xFF) == 0xD8;
    if (!isJpeg) {
      throw nothing();
    }
    return Response.image(jpeg);
  }

  private Response ticket(Call call) throws Refusal {
    String set = text.set(call.index("set")).orElseThrow(AgentRoutes::nothing);
    return Response.json(Json.object().put("path", REPORT + reports.mint(set)));
  }

  private Response report(Call call) throws IOException, Refusal {
    String set = reports.redeem(call.request().path().substring(REPORT.length())).orElseThrow(AgentRoutes::nothing);
    return Response.report(backend.reportHtml(set).orElseThrow(AgentRoutes::nothing));
  }

  private Response adopt(Call call) throws IOException, Refusal {
    int export = call.index("export");
    String path = call.text("path");
    if (export < 0 || export >= backend.status().exports().size()) {
      throw nothing();
    }
    Optional<String> hindrance = backend.adoptExport(export, path);
    if (hindrance.isPresent()) {
      throw new Refusal(409, hindrance.get(), "");
    }
    return Response.done();
  }

  private static Refusal nothing() {
    return new Refusal(404, "there is nothing at this address", "");
  }
}
