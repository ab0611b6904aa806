package org.stillkeep.bench.takeout;

/** JSON as Google writes it beside photos and into albums. */
final class SidecarText {

  private SidecarText() {}

  static String ofAlbum(String title) {
    return """
        {
          "title": "%s",
          "description": "",
          "access": "protected",
          "date": {
            "timestamp": "1560000000",
            "formatted": "8 Jun 2019, 13:20:00 UTC"
          }
        }
        """
        .formatted(title);
  }

  /** A later Takeout tells of more views. */
  static String of(MadeMedia media, boolean later) {
    long taken = media.taken().getEpochSecond();
    long number = media.number();
    return """
        {
          "title": "%s",
          "description": "",
          "imageViews": "%d",
          "creationTime": {
            "timestamp": "%d",
            "formatted": "17 May 2024, 12:00:00 UTC"
          },
          "photoTakenTime": {
            "timestamp": "%d",
            "formatted": "16 May 2024, 12:00:00 UTC"
          },
          "geoData": {
            "latitude": 52.%d,
            "longitude": 4.%d,
            "altitude": 0.0,
            "latitudeSpan": 0.0,
            "longitudeSpan": 0.0
          },
          "people": [{
            "name": "Example Person"
          }],
          "url": "https://photos.example.invalid/photo/%s",
          "googlePhotosOrigin": {
            "mobileUpload": {
              "deviceFolder": {
                "localFolderName": ""
              },
              "deviceType": "ANDROID_PHONE"
            }
          }
        }
        """
        .formatted(
            media.name(),
            number % 97 + (later ? 1 : 0),
            taken + 86_400,
            taken,
            number % 1000,
            number % 1000,
            Long.toHexString(Prng.mix(media.seed(), number)));
  }
}
