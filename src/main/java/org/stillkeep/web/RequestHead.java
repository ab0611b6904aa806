package org.stillkeep.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Request line and headers.
 *
 * @param method as sent
 * @param path as in {@link Request}
 * @param headers by their names in small letters
 * @param bodyBytes length of the body that follows
 * @param last whether the client wants no further answer on this connection
 * @param chunks whether the client understands answers in chunks, as those of HTTP/1.0 do not
 */
record RequestHead(String method, String path, Map<String, String> headers, int bodyBytes, boolean last, boolean chunks) {

  private static final int MAX_HEADERS = 64;
  private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]{1,16}) ([!-~]{1,2048}) HTTP/1\\.([01])");
  private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9._-][A-Za-z0-9/._-]*)?");

  /** Possessive, so that what does not match is read once and not once for each place where its blanks could end. */
  private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}):[ \\t]*+([\\t -~\\xa0-\\xff]*+)");

  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  /** Headers of which a second one could make two programs understand two things. */
  private static final Set<String> ONCE =
      Set.of("host", "content-length", "content-type", "authorization", "origin", "sec-fetch-site", "connection");

  static RequestHead parse(String text) throws Refusal {
    String[] lines = text.split("\r\n", -1);
    Matcher line = REQUEST_LINE.matcher(lines[0]);
    if (!line.matches()) {
      throw bad();
    }
    if (lines.length - 1 > MAX_HEADERS) {
      throw new Refusal(431, "the request has too many headers", "");
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      addHeader(headers, lines[i]);
    }
    String path = line.group(2);
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw bad();
    }
    if (!PATH.matcher(path).matches()) {
      throw new Refusal(404, "there is nothing at this address", "");
    }
    boolean chunks = line.group(3).equals("1");
    boolean last = !chunks || headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
    return new RequestHead(line.group(1), path, headers, bodyBytes(line.group(1), headers), last, chunks);
  }

  private static void addHeader(Map<String, String> headers, String text) throws Refusal {
    Matcher header = HEADER.matcher(text);
    if (!header.matches()) {
      throw bad();
    }
    String name = header.group(1).toLowerCase(Locale.ROOT);
    if (headers.putIfAbsent(name, header.group(2).strip()) != null && ONCE.contains(name)) {
      throw bad();
    }
  }

  private static int bodyBytes(String method, Map<String, String> headers) throws Refusal {
    if (headers.containsKey("transfer-encoding")) {
      throw new Refusal(411, "the length of the request's body must be told", "");
    }
    if (headers.containsKey("expect")) {
      throw new Refusal(417, "the request expects what is not done here", "");
    }
    String length = headers.getOrDefault("content-length", "0");
    if (!LENGTH.matcher(length).matches()) {
      throw bad();
    }
    long bytes = Long.parseLong(length);
    if (bytes > RequestReader.MAX_BODY_BYTES) {
      throw new Refusal(413, "the request is too large", "");
    }
    if (bytes > 0 && !method.equals("POST")) {
      throw bad();
    }
    return (int) bytes;
  }

  private static Refusal bad() {
    return new Refusal(400, "this is not a request that the status page understands", "");
  }

  @Override
  public String toString() {
    return "request head";
  }
}
