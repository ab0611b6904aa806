package org.stillkeep.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stillkeep.bench.takeout.LibraryShape;
import org.stillkeep.bench.takeout.MadeLibrary;
import org.stillkeep.bench.takeout.PlainTree;
import org.stillkeep.bench.takeout.ZipParts;

/** The bytes on which all contestants work: a Takeout, the same unpacked, and a later one. Each is made when it is first asked for. */
final class Inputs {

  private static final String STAMP = "20240601T101010Z";
  private static final String LATER_STAMP = "20240801T101010Z";

  private final Path folder;
  private final LibraryShape shape;
  private final ZipParts.Packing packing;
  private final double moreShare;
  private final MadeLibrary library;
  private final long distinctBytes;
  private List<Path> parts = List.of();
  private List<Path> laterParts = List.of();

  /** @param moreShare how much a later Takeout has besides */
  Inputs(Path folder, LibraryShape shape, ZipParts.Packing packing, double moreShare) {
    this.folder = folder;
    this.shape = shape;
    this.packing = packing;
    this.moreShare = moreShare;
    this.library = new MadeLibrary(shape);
    this.distinctBytes = library.distinctBytes();
  }

  /** Photos and films, without copies. */
  long mediaCount() {
    return library.count();
  }

  /** Their bytes, without copies. */
  long distinctBytes() {
    return distinctBytes;
  }

  /** The archives of the Takeout. */
  List<Path> parts() throws IOException {
    if (parts.isEmpty()) {
      parts = archives(library, "first", STAMP);
    }
    return parts;
  }

  /** The archives of the same library some months later. */
  List<Path> laterParts() throws IOException {
    if (laterParts.isEmpty()) {
      laterParts = archives(new MadeLibrary(shape.later(moreShare)), "later", LATER_STAMP);
    }
    return laterParts;
  }

  /** A Takeout of one photo that is in no other. */
  List<Path> onePhoto(Path sandbox, int number) throws IOException {
    MadeLibrary photo = new MadeLibrary(shape.onePhoto(shape.seed() + 1000 + number));
    String stamp = String.format("20240901T1010%02dZ", number % 60);
    return write(photo, new ZipParts(sandbox.resolve("one" + number), stamp, packing));
  }

  /** What is in the archives, unpacked. */
  Path tree() throws IOException {
    Path tree = folder.resolve("tree");
    if (!Files.exists(tree)) {
      try (PlainTree sink = new PlainTree(tree, packing.sparse())) {
        library.writeTo(sink);
      }
    }
    return tree;
  }

  /** Deletes all of it. */
  void delete() throws IOException {
    Trees.delete(folder);
  }

  private List<Path> archives(MadeLibrary made, String name, String stamp) throws IOException {
    return write(made, new ZipParts(folder.resolve(name), stamp, packing));
  }

  private static List<Path> write(MadeLibrary made, ZipParts sink) throws IOException {
    try (sink) {
      made.writeTo(sink);
    }
    return new ArrayList<>(sink.parts());
  }
}
