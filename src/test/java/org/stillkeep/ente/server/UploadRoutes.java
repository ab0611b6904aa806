package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** URLs to upload to, of both generations. */
final class UploadRoutes {

  private static final int MOST_URLS = 50;
  private static final int MOST_PARTS = 10_000;
  private static final int MD5_BYTES = 16;
  private static final long LEAST_PART_BYTES = 5L << 20;
  private static final long MOST_PART_BYTES = 5L << 30;

  private final Rows rows;
  private final Multiparts multiparts;
  private final PresignedUrls urls;

  UploadRoutes(Rows rows, PresignedUrls urls, Multiparts multiparts) {
    this.rows = rows;
    this.urls = urls;
    this.multiparts = multiparts;
  }

  void addTo(Routes routes) {
    routes
        .closed("GET", "/files/upload-eligibility", this::eligibility)
        .closed("GET", "/files/upload-urls", this::anyUrls)
        .closed("GET", "/files/multipart-upload-urls", this::anyMultipart)
        .closed("POST", "/files/upload-url", this::signedUrl)
        .closed("POST", "/files/multipart-upload-url", this::signedMultipart);
  }

  private Answer eligibility(Call call) {
    requireRoom(call.userId());
    return Answer.empty();
  }

  private Answer anyUrls(Call call) {
    requireRoom(call.userId());
    long count = Math.min(call.numberParameter("count"), MOST_URLS);
    Refusal.require(count > 0);
    ObjectNode answer = Views.object();
    ArrayNode list = answer.putArray("urls");
    for (int i = 0; i < count; i++) {
      String key = newKey(call.userId());
      list.addObject().put("objectKey", key).put("url", urls.put(key).toString());
    }
    return Answer.json(answer);
  }

  private Answer signedUrl(Call call) {
    requireRoom(call.userId());
    long length = call.json().number("contentLength");
    Refusal.require(length > 0 && length <= RegisterRoute.MOST_BYTES);
    String key = newKey(call.userId());
    String url = urls.put(key, length, md5(call.json().text("contentMD5"))).toString();
    return Answer.json(Views.object().put("objectKey", key).put("url", url));
  }

  private Answer anyMultipart(Call call) {
    requireRoom(call.userId());
    long count = call.numberParameter("count");
    Refusal.require(count >= 1 && count <= MOST_PARTS);
    String key = newKey(call.userId());
    String uploadId = multiparts.begin(key);
    ObjectNode answer = Views.object();
    ObjectNode parts = answer.putObject("urls").put("objectKey", key);
    ArrayNode partUrls = parts.putArray("partURLs");
    for (int part = 1; part <= count; part++) {
      partUrls.add(urls.uploadPart(key, uploadId, part).toString());
    }
    parts.put("completeURL", urls.complete(key, uploadId).toString());
    return Answer.json(answer);
  }

  private Answer signedMultipart(Call call) {
    requireRoom(call.userId());
    long length = call.json().number("contentLength");
    long partLength = call.json().number("partLength");
    List<String> md5s = call.json().texts("partMd5s");
    Refusal.require(length > 0 && length <= RegisterRoute.MOST_BYTES);
    Refusal.require(partLength > 0 && partLength <= MOST_PART_BYTES);
    Refusal.require(md5s.size() == (length + partLength - 1) / partLength && md5s.size() <= MOST_PARTS);
    Refusal.require(md5s.size() == 1 || partLength >= LEAST_PART_BYTES);
    String key = newKey(call.userId());
    String uploadId = multiparts.begin(key);
    ObjectNode answer = Views.object().put("objectKey", key);
    ArrayNode partUrls = answer.putArray("partURLs");
    for (int i = 0; i < md5s.size(); i++) {
      long bytes = Math.min(partLength, length - i * partLength);
      partUrls.add(urls.uploadPart(key, uploadId, i + 1, bytes, md5(md5s.get(i))).toString());
    }
    answer.put("completeURL", urls.complete(key, uploadId).toString());
    return Answer.json(answer);
  }

  private void requireRoom(long userId) {
    AccountRow account = rows.account(userId);
    if (!account.isSubscribed) {
      throw Refusal.plain(402);
    }
    if (rows.usedBytes(userId) >= account.storageBytes) {
      throw Refusal.plain(426);
    }
  }

  private static String newKey(long userId) {
    return userId + "/" + UUID.randomUUID();
  }

  /** In Base64, whatever it came in. */
  private static String md5(String base64OrHex) {
    try {
      boolean isHex = base64OrHex.length() == 2 * MD5_BYTES;
      byte[] md5 = isHex ? HexFormat.of().parseHex(base64OrHex) : Base64.getDecoder().decode(base64OrHex);
      Refusal.require(md5.length == MD5_BYTES);
      return Base64.getEncoder().encodeToString(md5);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest();
    }
  }
}
