package org.stillkeep.ente;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import org.stillkeep.store.ObjectRef;
import org.stillkeep.store.StoreException;
import org.stillkeep.store.StoreException.Reason;

/** Fetches files' objects: the server tells where one lies, in our name; it is fetched there in nobody's. For any thread. */
final class Downloads {

  private static final String SERVERS_OWN = "/files/";

  private final AccountCalls calls;
  private final ObjectClient client;
  private final EnteOptions options;

  Downloads(AccountCalls calls, ObjectClient client, EnteOptions options) {
    this.calls = calls;
    this.client = client;
    this.options = options;
  }

  InputStream content(long fileId, ObjectRef object) throws IOException {
    return open("fetching the file " + fileId, "/files/download/" + fileId, object);
  }

  InputStream thumbnail(long fileId, ObjectRef object) throws IOException {
    return open("fetching the thumbnail of the file " + fileId, "/files/preview/" + fileId, object);
  }

  private InputStream open(String what, String path, ObjectRef object) throws IOException {
    Source source = new Source(what, ApiCall.get(path));
    return new ContinuedStream(what, object.ciphertextBytes(), source, options);
  }

  /** One object, from any byte on; where it lies is asked again when the first answer has had its time. For one thread. */
  private final class Source implements ContinuedStream.Source {
    private final String what;
    private final ApiCall call;
    private String url = "";

    Source(String what, ApiCall call) {
      this.what = what;
      this.call = call;
    }

    @Override
    public ObjectClient.Incoming from(long byteOffset) throws IOException {
      boolean isFresh = url.isEmpty();
      if (isFresh) {
        url = location();
      }
      try {
        return client.get(url, byteOffset, options.stopRequested());
      } catch (ApiException e) {
        if (isFresh || !PartsTarget.isUrlOver(e)) {
          throw refusal(e);
        }
      } catch (IOException e) {
        throw Refusals.of(what, e);
      }
      url = "";
      return from(byteOffset);
    }

    private String location() throws IOException {
      try {
        String location = calls.location(call);
        requireElsewhere(location);
        return location;
      } catch (IOException e) {
        throw Refusals.of(what, e);
      }
    }

    /** What the object store says is nothing about our session. */
    private StoreException refusal(ApiException e) {
      return e.status() == 404
          ? Refusals.of(what, e, Reason.NOT_FOUND, "the server knows it, and its object is missing")
          : Refusals.of(what, e, Reason.UNAVAILABLE, "the object store does not give it");
    }

    /** An address of the API itself would be answered only with a token, and none goes along. */
    private void requireElsewhere(String location) throws StoreException {
      try {
        URI uri = new URI(location);
        URI server = calls.server().origin();
        boolean isServers =
            server.getScheme().equalsIgnoreCase(uri.getScheme())
                && server.getHost().equalsIgnoreCase(uri.getHost())
                && server.getPort() == uri.getPort();
        if (!isServers || uri.getPath() == null || !uri.getPath().startsWith(SERVERS_OWN)) {
          return;
        }
      } catch (URISyntaxException e) {
        // Its message quotes the address.
        throw new StoreException(Reason.UNAVAILABLE, what + ": the server names no address");
      }
      throw new StoreException(Reason.UNAVAILABLE, what + ": the server sends us to itself again");
    }
  }
}
