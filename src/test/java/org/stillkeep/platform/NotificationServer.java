package org.stillkeep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A notification server on a private bus that shows nothing and tells what it was asked; in Python, so not by our own wire. */
public final class NotificationServer implements Closeable {

  private static final String SCRIPT =
      """
      import dbus, dbus.service, dbus.mainloop.glib, json, sys, time
      from gi.repository import GLib
      dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
      N = 'org.freedesktop.Notifications'
      def say(**what): print(json.dumps(what), flush=True)
      OUT = '' if 'mute' in sys.argv[1] else 'u'
      class Server(dbus.service.Object):
          last = 0
          @dbus.service.method(N, in_signature='', out_signature='as')
          def GetCapabilities(self): return sys.argv[1].split(',')
          @dbus.service.method(N, in_signature='susssasa{sv}i', out_signature=OUT)
          def Notify(self, app, replaces, icon, summary, body, actions, hints, expires):
              if 'hang' in sys.argv[1]: time.sleep(30)
              Server.last += 0 if replaces else 1
              say(call='Notify', app=app, replaces=int(replaces), icon=icon, summary=summary, body=body,
                  urgency=int(hints['urgency']), entry=hints['desktop-entry'], expires=int(expires))
              return (replaces or Server.last) if OUT else None
          @dbus.service.method(N, in_signature='u', out_signature='')
          def CloseNotification(self, id):
              say(call='CloseNotification', id=int(id))
              if id > Server.last: raise dbus.exceptions.DBusException('no such notification')
      bus = dbus.SessionBus()
      name = dbus.service.BusName(N, bus)
      server = Server(bus, '/org/freedesktop/Notifications')
      say(call='ready')
      GLib.MainLoop().run()
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader heard;

  private NotificationServer(Process process) {
    this.process = process;
    this.heard = process.inputReader();
  }

  /** Starts one with these capabilities, and {@code hang} for one that never answers, {@code mute} for one that answers without an id. */
  public static NotificationServer startOn(PrivateBus bus, String... capabilities) throws IOException {
    assumeTrue(canRun(), "no python3 with dbus and gi here");
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", SCRIPT, String.join(",", capabilities)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(bus.environment());
    NotificationServer server = new NotificationServer(builder.start());
    assertThat(server.next().path("call").asText()).isEqualTo("ready");
    return server;
  }

  private static boolean canRun() throws IOException {
    try {
      return Files.isExecutable(Path.of("/usr/bin/python3"))
          && new ProcessBuilder("/usr/bin/python3", "-c", "import dbus, gi.repository.GLib").start().waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether there is a call that was not asked for yet. */
  public boolean hasNext() throws IOException {
    return heard.ready();
  }

  /** The next call that it gets; waits for it. */
  public JsonNode next() throws IOException {
    return JSON.readTree(heard.readLine());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
