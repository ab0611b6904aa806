package org.stillkeep.media;

import com.drew.lang.RandomAccessReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifTiffHandler;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.exif.makernotes.AppleMakernoteDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * metadata-extractor's EXIF handler, held to the few tags and directories we ask for.
 *
 * <p>Left alone, the library keeps a copy of every tag's value, and a directory's thousand tags may all point at the same
 * half of the block: 64 KiB of EXIF could ask for hundreds of megabytes. Here only wanted tags of at most 256 bytes are
 * kept, at most 16 directories are entered, and every tag, pointer and complaint counts as one of 200,000 steps.
 */
final class BoundedExifHandler extends ExifTiffHandler {

  private static final int MAX_STEPS = 200_000;
  private static final int MAX_DIRECTORIES = 16;
  private static final int MAX_VALUE_BYTES = 256;

  /** Version tag of Adobe's digital negative; the library has no name for it. */
  static final int TAG_DNG_VERSION = 0xC612;

  /** Offsets of further pictures: in raw files, of the one that matters. */
  private static final int TAG_SUB_IFDS = 0x014A;

  private static final byte[] APPLE = "Apple iOS\0".getBytes(StandardCharsets.US_ASCII);

  private static final Set<Integer> POINTERS =
      Set.of(TAG_SUB_IFDS, ExifIFD0Directory.TAG_EXIF_SUB_IFD_OFFSET, ExifIFD0Directory.TAG_GPS_INFO_OFFSET);

  private static final Set<Integer> WANTED =
      Set.of(
          ExifDirectoryBase.TAG_IMAGE_WIDTH,
          ExifDirectoryBase.TAG_IMAGE_HEIGHT,
          ExifDirectoryBase.TAG_ORIENTATION,
          ExifReader.TAG_THUMBNAIL_OFFSET,
          ExifReader.TAG_THUMBNAIL_BYTES,
          ExifDirectoryBase.TAG_DATETIME,
          ExifDirectoryBase.TAG_DATETIME_ORIGINAL,
          ExifDirectoryBase.TAG_DATETIME_DIGITIZED,
          ExifDirectoryBase.TAG_TIME_ZONE,
          ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL,
          ExifDirectoryBase.TAG_TIME_ZONE_DIGITIZED,
          TAG_DNG_VERSION,
          AppleMakernoteDirectory.TAG_CONTENT_IDENTIFIER,
          GpsDirectory.TAG_LATITUDE_REF,
          GpsDirectory.TAG_LATITUDE,
          GpsDirectory.TAG_LONGITUDE_REF,
          GpsDirectory.TAG_LONGITUDE,
          GpsDirectory.TAG_ALTITUDE_REF,
          GpsDirectory.TAG_ALTITUDE,
          GpsDirectory.TAG_TIME_STAMP,
          GpsDirectory.TAG_DATE_STAMP);

  private int steps;
  private int directories;

  BoundedExifHandler(Metadata metadata) {
    super(metadata, null, 0);
  }

  @Override
  public boolean tryEnterSubIfd(int tag) {
    step();
    return POINTERS.contains(tag) && directories < MAX_DIRECTORIES && counted(super.tryEnterSubIfd(tag));
  }

  /** Only the thumbnail's directory follows; a scan's further pages do not matter to us. */
  @Override
  public boolean hasFollowerIfd() {
    return _currentDirectory instanceof ExifIFD0Directory
        && directories < MAX_DIRECTORIES
        && counted(super.hasFollowerIfd());
  }

  @Override
  public boolean customProcessTag(
      int at, Set<Integer> visitedDirectories, int tiffStart, RandomAccessReader reader, int tag, int bytes)
      throws IOException {
    step();
    if (tag == ExifDirectoryBase.TAG_MAKERNOTE && isApples(reader, at, bytes) && directories < MAX_DIRECTORIES) {
      return counted(super.customProcessTag(at, visitedDirectories, tiffStart, reader, tag, bytes));
    }
    // A tag that counts as processed here is passed over by the library.
    return bytes > MAX_VALUE_BYTES || !WANTED.contains(tag);
  }

  /** What is wrong with a tag is not told to anyone; the tag is just absent. */
  @Override
  public void error(String message) {
    step();
  }

  @Override
  public void warn(String message) {
    step();
  }

  private static boolean isApples(RandomAccessReader reader, int at, int bytes) throws IOException {
    return bytes > APPLE.length && Arrays.equals(reader.getBytes(at, APPLE.length), APPLE);
  }

  private boolean counted(boolean entered) {
    directories += entered ? 1 : 0;
    return entered;
  }

  private void step() {
    if (++steps > MAX_STEPS) {
      throw new IllegalStateException("more tags and pointers than a camera writes");
    }
  }
}
