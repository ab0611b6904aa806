package org.stillkeep.importer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a set of very many entries, half of them media of a few bytes and half sidecars of the usual kilobyte. One photo in
 * fifty has a copy in an album, one in a hundred a moving half, one in a thousand no sidecar.
 */
public final class ManyEntries {

  private static final long FIRST_TAKEN_SECONDS = 1_100_000_000;
  private static final long SECONDS_BETWEEN = 601;
  private static final int YEAR_SECONDS = 31_557_600;
  private static final int FIRST_YEAR = 1970;

  private final Path folder;
  private final int entriesOfPart;
  private final List<Path> parts = new ArrayList<>();
  private ZipOutputStream zip;
  private int written;

  private ManyEntries(Path folder, int entriesOfPart) {
    this.folder = folder;
    this.entriesOfPart = entriesOfPart;
  }

  /**
   * Writes the set.
   *
   * @param entries how many in all
   * @param entriesOfPart how many of them in each archive
   * @return its archives
   */
  public static List<Path> write(Path folder, int entries, int entriesOfPart) throws IOException {
    ManyEntries set = new ManyEntries(folder, entriesOfPart);
    try {
      for (int photo = 0; set.written < entries; photo++) {
        set.photo(photo, entries);
      }
    } finally {
      set.zip.close();
    }
    return set.parts;
  }

  private void photo(int number, int entries) throws IOException {
    long taken = FIRST_TAKEN_SECONDS + number * SECONDS_BETWEEN % (20L * YEAR_SECONDS);
    String year = "Photos from " + (FIRST_YEAR + taken / YEAR_SECONDS);
    String name = String.format(Locale.ROOT, "IMG_%d_%06d.jpg", taken, number);
    boolean live = number % 100 == 7;
    put(year, name, content(number), entries);
    if (live) {
      put(year, name.replace(".jpg", ".MP4"), content(-number), entries);
    }
    if (number % 1000 != 999) {
      put(year, name + ".supplemental-metadata.json", sidecar(name, taken, number), entries);
    }
    if (number % 50 == 3) {
      String album = "Album " + number / 5000;
      put(album, name, content(number), entries);
      put(album, name + ".supplemental-metadata.json", sidecar(name, taken, number), entries);
    }
  }

  private void put(String inFolder, String name, byte[] content, int entries) throws IOException {
    if (written == entries) {
      return;
    }
    if (written % entriesOfPart == 0) {
      begin();
    }
    ZipEntry entry = new ZipEntry("Takeout/Google Photos/" + inFolder + "/" + name);
    entry.setTime(1_717_236_000_000L);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
    written++;
  }

  private void begin() throws IOException {
    if (zip != null) {
      zip.close();
    }
    Path part = folder.resolve(String.format(Locale.ROOT, "takeout-20240601T101010Z-%03d.zip", parts.size() + 1));
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20);
    zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    zip.setLevel(Deflater.NO_COMPRESSION);
    parts.add(part);
  }

  private static byte[] content(int number) {
    return ("the content of " + number).getBytes(StandardCharsets.UTF_8);
  }

  /** As Google writes them, with all that is usual. */
  private static byte[] sidecar(String name, long taken, int number) {
    return """
        {
          "title": "%s",
          "description": "%s",
          "imageViews": "%d",
          "creationTime": {
            "timestamp": "%d",
            "formatted": "30.10.2023, 09:03:33 UTC"
          },
          "photoTakenTime": {
            "timestamp": "%d",
            "formatted": "30.10.2023, 08:26:03 UTC"
          },
          "geoData": {
            "latitude": %d.5203,
            "longitude": %d.4043,
            "altitude": 34.0,
            "latitudeSpan": 0.0,
            "longitudeSpan": 0.0
          },
          "people": [{
            "name": "Grandmother"
          }, {
            "name": "Child %d"
          }],
          "url": "https://photos.google.com/photo/AF1QipM-n2n8dMzTbtE0nJ8a%012dQWERTZUIOPasdfghjkl",
          "googlePhotosOrigin": {
            "mobileUpload": {
              "deviceFolder": {
                "localFolderName": ""
              },
              "deviceType": "ANDROID_PHONE"
            }
          },
          "appSource": {
            "androidPackageName": "com.google.android.GoogleCamera"
          }
        }
        """
        .formatted(
            name,
            number % 20 == 0 ? "what we saw on day " + number : "",
            number % 50,
            taken + 2250,
            taken,
            number % 60,
            number % 90,
            number % 7,
            number)
        .getBytes(StandardCharsets.UTF_8);
  }
}
