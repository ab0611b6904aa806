package org.stillkeep.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The status page, served by the program itself. While nobody looks it costs one thread, asleep; whatever its clients do, they keep
 * neither the agent nor {@link #close} waiting. All methods may be called from any thread.
 */
public final class StatusPage implements Closeable {

  private final Listener listener;
  private final Origins origins;
  private final Entrance entrance;
  private final StatusFeed feed;
  private final boolean isBehindProxy;

  private StatusPage(Listener listener, Origins origins, Entrance entrance, StatusFeed feed, boolean isBehindProxy) {
    this.listener = listener;
    this.origins = origins;
    this.entrance = entrance;
    this.feed = feed;
    this.isBehindProxy = isBehindProxy;
  }

  /**
   * Begins to serve the page.
   *
   * @throws IOException when the address or the files for TLS cannot be used, with the reason in words
   */
  public static StatusPage start(PageOptions options, PageBackend backend) throws IOException {
    return start(options, backend, Clock.system(ZoneId.systemDefault()), System::nanoTime, Patience.USUAL);
  }

  static StatusPage start(PageOptions options, PageBackend backend, Clock clock, LongSupplier nanos, Patience patience)
      throws IOException {
    Optional<TlsKeeper> tls = options.tls().isPresent() ? Optional.of(TlsKeeper.load(options.tls().get(), nanos)) : Optional.empty();
    Listener listener = Listener.bind(options.listen(), tls, patience);
    Origins origins =
        new Origins(options, listener.port(), host -> tls.isPresent() && tls.get().now().vouchesFor(host));
    StatusText text = new StatusText(clock.getZone());
    StatusFeed feed = new StatusFeed(backend, text, clock);
    Entrance entrance = new Entrance(new SocketOwners(), nanos, options.password(), feed::wake);
    PageHandler handler = new PageHandler(origins, entrance, backend, feed);
    handler.add(new AgentRoutes(backend, text, clock, nanos).routes());
    handler.add(new SetUpRoutes(backend, nanos).routes());
    backend.observe(feed::publish);
    listener.start(handler);
    return new StatusPage(listener, origins, entrance, feed, options.reverseProxy().isPresent());
  }

  /** A link that lets one browser in, once, within five minutes. Not for logs. */
  public URI link() {
    return origins.link(entrance.mintCode(Entrance.For.ANYBODY));
  }

  /**
   * As {@link #link}, for this program to open in the browser of its own user: other users of this computer, who can read the arguments of
   * programs, cannot use it. Behind a reverse proxy they could: all connections are the proxy's.
   */
  public URI linkToOpenHere() {
    return origins.link(entrance.mintCode(isBehindProxy ? Entrance.For.ANYBODY : Entrance.For.THIS_USER));
  }

  /** The port that is listened at. */
  public int port() {
    return listener.port();
  }

  @Override
  public void close() throws IOException {
    feed.close();
    listener.close();
  }
}
