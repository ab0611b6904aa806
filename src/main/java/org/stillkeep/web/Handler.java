package org.stillkeep.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;

/** Answers the requests of a connection, on its thread. */
interface Handler {

  /** What a handler may want of the connection that a request has come by. */
  interface Client {

    /** Where it has connected from; that of a reverse proxy where there is one. */
    InetAddress address();

    /** The other end of the connection. */
    InetSocketAddress there();

    /** Our end of the connection. */
    InetSocketAddress here();

    /** Says that whoever asks has shown a valid token, so that this connection is not given up for others while it is served. */
    void trust();

    /** Begins to watch whether the client goes away before it is answered. The answer is then the last on its connection. */
    BooleanSupplier gone();
  }

  /** The answer; never fails. */
  Response answer(Request request, Client client);
}
