package org.stillkeep.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One command of a contestant, which is measured.
 *
 * @param name by which it can be chosen
 * @param needs the steps of the same contestant without which this one makes no sense
 * @param repeatable whether it can be run any number of times in a row
 * @param command made anew for each time; what it prepares is not measured
 * @param writes whether it writes files, which have to be on the disk before it is done
 * @param result where it must have left as many bytes as the library has, if it does
 */
record Step(String name, List<String> needs, boolean repeatable, Prepared command, boolean writes, Optional<Path> result) {

  /** Makes ready what a command needs, and gives the command. */
  interface Prepared {
    /** @param time how often it was run before in this place */
    List<String> ready(int time) throws Exception;
  }

  /** A step that copies all of the library to a new place. */
  static Step copying(String name, Path result, Prepared command) {
    return new Step(name, List.of(), false, command, true, Optional.of(result));
  }

  /** A step for which there should be next to nothing to do, since this other one was done. */
  static Step again(String name, String done, Prepared command) {
    return new Step(name, List.of(done), true, command, false, Optional.empty());
  }

  /** A step that changes nothing, after another one. */
  static Step reading(String name, List<String> needs, Prepared command) {
    return new Step(name, needs, true, command, false, Optional.empty());
  }
}
