package org.stillkeep.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that is measured: its steps in their order, each in the state that those before it left. */
interface Contestant {

  /** What tells it from others that have steps of the same names; empty where there are none. */
  String label();

  /** The names of its steps. */
  List<String> stepNames();

  /** What is not there that it needs, if anything. */
  Optional<String> missing();

  /** What its commands find in their environment. */
  Map<String, String> environment(Path sandbox);

  /** Makes a folder ready, which is new and empty, and gives the steps in it. None of this is measured. */
  List<Step> enter(Path sandbox, Inputs inputs, Commands commands) throws Exception;
}
