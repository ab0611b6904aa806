package org.stillkeep.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every request of the page: checks where it is from and who sends it, then asks whoever knows. */
final class PageHandler implements Handler {

  private static final Logger log = LoggerFactory.getLogger(PageHandler.class);

  private final Origins origins;
  private final Entrance entrance;

  /** By method and path; a path that ends in a slash stands for all that begin with it. */
  private final Map<String, Route> routes = new HashMap<>();

  PageHandler(Origins origins, Entrance entrance, PageBackend backend, StatusFeed feed) {
    this.origins = origins;
    this.entrance = entrance;
    routes.putAll(entrance.routes());
    routes.put("GET /api/phase", Route.open(call -> phase(backend)));
    routes.put("GET /api/events", Route.closed(call -> events(call, feed)));
  }

  void add(Map<String, Route> more) {
    routes.putAll(more);
  }

  @Override
  public Response answer(Request request, Client client) {
    try {
      origins.check(request);
      return route(request, client);
    } catch (Refusal e) {
      return Response.refusal(e);
    } catch (IllegalStateException e) {
      log.info("the status page asked too early or too late: {}", e.toString());
      return Response.error(409, "that cannot be done now", "reload the page");
    } catch (IOException | RuntimeException e) {
      log.warn("the status page got no answer: {}", e.toString(), e);
      return Response.error(500, "that failed; the log says more", "try again, or look at: stillkeep status");
    }
  }

  private Response route(Request request, Client client) throws IOException, Refusal {
    String path = request.path();
    Route route = routes.get(request.method() + " " + stem(path));
    if (route == null) {
      return request.method().equals("GET") ? file(path) : refuseMethod(path);
    }
    if (request.method().equals("POST")) {
      requireJson(request);
    }
    if (route.open()) {
      return route.action().answer(new Call(request, client, Optional.empty()));
    }
    Sessions.Session session = entrance.session(request);
    client.trust();
    return route.action().answer(new Call(request, client, Optional.of(session)));
  }

  private Response file(String path) throws IOException, Refusal {
    Optional<Response> file = StaticFiles.get(path);
    return file.isPresent() ? file.get() : refuseMethod(path);
  }

  private Response refuseMethod(String path) throws Refusal {
    String allowed = StaticFiles.has(path) || routes.containsKey("GET " + stem(path)) ? "GET" : "POST";
    if (allowed.equals("POST") && !routes.containsKey("POST " + path)) {
      throw new Refusal(404, "there is nothing at this address", "");
    }
    return Response.error(405, "that is not done with this address", "").with("Allow", allowed);
  }

  private static String stem(String path) {
    for (String stem : new String[] {AgentRoutes.PREVIEW, AgentRoutes.REPORT}) {
      if (path.startsWith(stem)) {
        return stem;
      }
    }
    return path;
  }

  private static void requireJson(Request request) throws Refusal {
    String type = request.header("content-type").orElse("").replace(" ", "");
    if (!type.equalsIgnoreCase("application/json") && !type.equalsIgnoreCase("application/json;charset=utf-8")) {
      throw new Refusal(415, "the request's body must be JSON", "");
    }
  }

  private Response phase(PageBackend backend) {
    return Response.json(
        Json.object().put("phase", backend.phase().word()).put("password", entrance.hasPassword()));
  }

  private Response events(Call call, StatusFeed feed) {
    Sessions.Session session = call.session().orElseThrow();
    return Response.events(feed.stream(() -> entrance.keep(session)));
  }
}
