package org.stillkeep.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;
import org.stillkeep.web.PageBackend.Phase;

/**
 * Serves the page with a {@link FakeBackend}, to work on it in a browser. Arguments: the port (0: any), the phase to begin with ({@code
 * set-up}, {@code locked}, {@code running}) and a password, if there is to be one. On standard input: {@code idle}, {@code work}, {@code
 * problem}, {@code asset}, {@code set-up}, {@code locked}, {@code running}, {@code link}, {@code quit}. The passphrase is that of
 * {@link FakeBackend}.
 */
final class PageDemo {

  private static final long TOTAL_BYTES = 50_000_000_000L;
  private static final long STEP_BYTES = 90_000_000L;
  private static final long STEP_MILLIS = 500;

  private final FakeBackend backend = new FakeBackend();
  private final StatusPage page;
  private volatile boolean working;
  private long assets;

  private PageDemo(int port, Optional<PasswordCheck> password) throws Exception {
    backend.reports.put(FakeStatus.SET, "<!doctype html><title>Report</title><h1>Takeout " + FakeStatus.SET + "</h1>");
    for (int i = 0; i < 30; i++) {
      addAsset();
    }
    page =
        StatusPage.start(
            new PageOptions(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Optional.empty(), Optional.empty(), password), backend);
  }

  public static void main(String[] arguments) throws Exception {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
    Optional<PasswordCheck> password =
        arguments.length > 2
            ? Optional.of(typed -> Arrays.equals(typed, arguments[2].toCharArray()))
            : Optional.empty();
    PageDemo demo = new PageDemo(port, password);
    if (arguments.length > 1) {
      demo.backend.enter(phase(arguments[1]));
    }
    System.out.println(demo.page.link());
    demo.work();
    demo.listen();
    System.exit(0);
  }

  private void work() {
    Thread worker =
        new Thread(
            () -> {
              for (long done = 0; ; done = (done + STEP_BYTES + (done >> 4) % STEP_BYTES) % TOTAL_BYTES) {
                if (working) {
                  backend.publish(FakeStatus.working(done, TOTAL_BYTES));
                }
                java.util.concurrent.locks.LockSupport.parkNanos(STEP_MILLIS * 1_000_000);
              }
            });
    worker.setDaemon(true);
    worker.start();
  }

  private void listen() throws Exception {
    try (Scanner in = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8)) {
      while (in.hasNextLine()) {
        String word = in.nextLine().strip();
        working = word.equals("work") || (working && (word.equals("link") || word.equals("asset")));
        switch (word) {
          case "idle" -> backend.publish(FakeStatus.idle());
          case "problem" -> backend.publish(FakeStatus.needsYou());
          case "asset" -> addAsset();
          case "set-up", "locked", "running" -> backend.enter(phase(word));
          case "link" -> System.out.println(page.link());
          case "quit" -> {
            page.close();
            return;
          }
          default -> System.out.println("idle work problem asset set-up locked running link quit");
        }
      }
    }
    Thread.currentThread().join();
  }

  private void addAsset() {
    assets++;
    backend.addAsset(assets, "IMG_" + (1000 + assets) + ".jpg", (int) (assets * 0x3A5B79));
  }

  private static Phase phase(String word) {
    return Phase.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
