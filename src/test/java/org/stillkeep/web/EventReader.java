package org.stillkeep.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads the page's events as a browser does. */
final class EventReader implements Closeable {

  private static final long PATIENCE_SECONDS = 10;
  private static final Event END = new Event("end", Visitor.JSON.createObjectNode());

  record Event(String name, JsonNode data) {}

  private final HttpResponse<java.io.InputStream> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  EventReader(Visitor visitor) throws Exception {
    response = visitor.client().send(visitor.request("/api/events").GET().build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("no events: " + response.statusCode());
    }
    Thread thread = new Thread(this::read, "events");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for the next event of a name; those of other names are passed over. */
  JsonNode next(String name) throws Exception {
    while (true) {
      Event event = next();
      if (event.name().equals(name)) {
        return event.data();
      }
      if (event.equals(END)) {
        throw new IOException("the stream has ended");
      }
    }
  }

  /** Waits until the stream ends. */
  void awaitEnd() throws Exception {
    while (!next().equals(END)) {
      // Whatever comes before the end.
    }
  }

  /** How many events of a name are there already. */
  long waiting(String name) {
    return events.stream().filter(each -> each.name().equals(name)).count();
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }

  private Event next() throws Exception {
    Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (event == null) {
      throw new IOException("no event came");
    }
    return event;
  }

  private void read() {
    String name = "";
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, Visitor.JSON.readTree(line.substring("data: ".length()))));
        } else if (line.startsWith(": ")) {
          events.add(new Event(line.substring(2), Visitor.JSON.createObjectNode()));
        }
      }
    } catch (IOException e) {
      events.add(new Event("broken", Visitor.JSON.createObjectNode()));
    }
    events.add(END);
  }
}
