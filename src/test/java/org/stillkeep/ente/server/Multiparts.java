package org.stillkeep.ente.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Begins objects of several parts at the store. */
record Multiparts(PresignedUrls urls) {

  private static final Pattern UPLOAD_ID = Pattern.compile("<UploadId>([^<]+)</UploadId>");

  /** The id of a new upload. */
  String begin(String objectKey) {
    URI url = urls.initiateMultipart(objectKey);
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(0);
      connection.getOutputStream().close();
      try (var in = connection.getInputStream()) {
        Matcher answer = UPLOAD_ID.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        if (!answer.find()) {
          throw Refusal.plain(500);
        }
        return answer.group(1);
      }
    } catch (IOException e) {
      throw Refusal.plain(500);
    }
  }
}
