package org.stillkeep.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A certificate and its key, ready for use.
 *
 * @param context speaks TLS as this server
 * @param hosts names that the certificate vouches for, in small letters; {@code *.} stands for one label
 * @param stamps when the files had been written that this was read from
 */
record TlsKeys(SSLContext context, Set<String> hosts, List<FileTime> stamps) {

  /** All browsers of these years speak it, and no client can make the server begin anew again and again. */
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /** Agrees upon TLS with a client, which may take until the socket is closed. */
  Socket accept(Socket raw) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, null, true);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(PROTOCOLS);
    socket.startHandshake();
    return socket;
  }

  /** Whether the certificate vouches for a host. */
  boolean vouchesFor(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return hosts.contains(name) || (dot > 0 && hosts.contains("*" + name.substring(dot)));
  }
}
