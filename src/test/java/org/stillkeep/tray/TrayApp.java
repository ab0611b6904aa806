package org.stillkeep.tray;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.AgentStatus.Job;
import org.stillkeep.platform.TrayHost;

/**
 * A program of nothing but the tray: shows the situations that are named on standard input, one on a line, and prints what somebody
 * clicks. Ends as the real one does.
 */
final class TrayApp {

  private TrayApp() {}

  /** @param arguments the folder for the icons, the inbox */
  public static void main(String[] arguments) throws Exception {
    TrayHost.Found host = TrayHost.look();
    say("host " + host.kind() + " " + host.reason());
    TrayOptions options = new TrayOptions(Path.of(arguments[0]), List.of(Path.of(arguments[1])), true);
    Optional<Tray> tray = Tray.start(host, options, TrayApp::clicked);
    say(tray.isPresent() ? "tray" : "no tray");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
      if (line.equals("threads")) {
        say("threads " + waitingForTime());
      } else if (line.equals("updates")) {
        say("updates " + dorkbox.updates.Updates.class.getProtectionDomain().getCodeSource().getLocation());
      } else {
        String situation = line;
        tray.ifPresent(some -> some.show(status(situation)));
      }
    }
    tray.ifPresent(Tray::close);
    say("closed");
    System.exit(0);
  }

  private static AgentStatus status(String situation) {
    return switch (situation) {
      case "idle" -> Statuses.idle("/nas/photos");
      case "idle2" -> Statuses.idle("/nas/photos", "/usb/photos");
      case "working" -> Statuses.working();
      case "further" ->
          Statuses.working(
              "Importing takeout-20260102 2,000 of 3,020, 4 min left",
              new Job("importing", "takeout-20260102", "IMG_2.jpg", 20_000_000_000L, 30_100_000_000L, 2000, 3020, Optional.of(240L)));
      case "paused" -> Statuses.paused();
      case "problem" -> Statuses.needsYou(Statuses.problem("IMG_0001_edited.jpg is damaged", "download part_003 again"));
      default -> throw new IllegalArgumentException(situation);
    };
  }

  private static void clicked(TrayAction action) {
    say("clicked " + action);
    if (action instanceof TrayAction.Quit) {
      System.exit(0);
    }
  }

  /** The threads that will wake up by themselves. */
  private static String waitingForTime() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getState() == Thread.State.TIMED_WAITING)
        .map(Map.Entry::getKey)
        .map(Thread::getName)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
