package org.stillkeep.ente.server;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * URLs that let whoever holds them do one thing with one object: Amazon's Signature Version 4 in the query, with an
 * unsigned payload. Headers that were signed have to be sent exactly so.
 *
 * @param store what the client reaches: {@code http://host:port}
 * @param bucket the bucket, first in the path
 * @param credentials who signs
 * @param clock gives the time of signing
 * @param validity how long a URL lives
 */
record PresignedUrls(URI store, String bucket, Credentials credentials, Clock clock, Duration validity) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String REGION = "us-east-1";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = 8;

  /** A pair of names for the object store. */
  record Credentials(String accessKey, String secretKey) {}

  PresignedUrls {
    Objects.requireNonNull(store);
    Objects.requireNonNull(bucket);
    Objects.requireNonNull(credentials);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(validity);
  }

  /** The same, with another time and life; for URLs that have expired. */
  PresignedUrls with(Clock otherClock, Duration otherValidity) {
    return new PresignedUrls(store, bucket, credentials, otherClock, otherValidity);
  }

  /** Whole object, any length. */
  URI put(String objectKey) {
    return sign("PUT", objectKey, Map.of(), Map.of());
  }

  /** Whole object of just this length and MD5. */
  URI put(String objectKey, long contentLength, String contentMd5) {
    return sign("PUT", objectKey, Map.of(), bodyHeaders(contentLength, contentMd5));
  }

  /** One part of any length. */
  URI uploadPart(String objectKey, String uploadId, int partNumber) {
    return sign("PUT", objectKey, part(uploadId, partNumber), Map.of());
  }

  /** One part of just this length and MD5. */
  URI uploadPart(String objectKey, String uploadId, int partNumber, long contentLength, String contentMd5) {
    return sign("PUT", objectKey, part(uploadId, partNumber), bodyHeaders(contentLength, contentMd5));
  }

  URI complete(String objectKey, String uploadId) {
    return sign("POST", objectKey, Map.of("uploadId", uploadId), Map.of());
  }

  URI get(String objectKey) {
    return sign("GET", objectKey, Map.of(), Map.of());
  }

  URI initiateMultipart(String objectKey) {
    return sign("POST", objectKey, Map.of("uploads", ""), Map.of());
  }

  private static Map<String, String> part(String uploadId, int partNumber) {
    return Map.of("partNumber", Integer.toString(partNumber), "uploadId", uploadId);
  }

  private static Map<String, String> bodyHeaders(long contentLength, String contentMd5) {
    return Map.of("content-length", Long.toString(contentLength), "content-md5", contentMd5);
  }

  private URI sign(String method, String objectKey, Map<String, String> parameters, Map<String, String> signedHeaders) {
    String stamp = STAMP.format(clock.instant());
    String scope = stamp.substring(0, DATE_LENGTH) + "/" + REGION + "/s3/aws4_request";
    SortedMap<String, String> headers = new TreeMap<>(signedHeaders);
    headers.put("host", store.getAuthority());
    SortedMap<String, String> query = new TreeMap<>(parameters);
    query.put("X-Amz-Algorithm", ALGORITHM);
    query.put("X-Amz-Credential", credentials.accessKey() + "/" + scope);
    query.put("X-Amz-Date", stamp);
    query.put("X-Amz-Expires", Long.toString(validity.toSeconds()));
    query.put("X-Amz-SignedHeaders", String.join(";", headers.keySet()));
    String path = "/" + bucket + "/" + objectKey;
    String canonicalQuery =
        query.entrySet().stream()
            .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    String canonicalHeaders =
        headers.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue() + "\n")
            .collect(Collectors.joining());
    String request =
        String.join(
            "\n", method, path, canonicalQuery, canonicalHeaders, String.join(";", headers.keySet()), "UNSIGNED-PAYLOAD");
    String toSign = String.join("\n", ALGORITHM, stamp, scope, sha256Hex(request));
    String signature = HexFormat.of().formatHex(hmac(signingKey(stamp), toSign));
    return URI.create(store + path + "?" + canonicalQuery + "&X-Amz-Signature=" + signature);
  }

  private byte[] signingKey(String stamp) {
    byte[] key = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
    for (String each : new String[] {stamp.substring(0, DATE_LENGTH), REGION, "s3", "aws4_request"}) {
      key = hmac(key, each);
    }
    return key;
  }

  /** RFC 3986, which is stricter than forms are. */
  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
  }

  private static String sha256Hex(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
