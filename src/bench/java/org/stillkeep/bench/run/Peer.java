package org.stillkeep.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Somebody else's program. */
record Peer(List<String> programs, List<String> stepNames, Function<Path, Map<String, String>> variables, Entrance entrance)
    implements Contestant {

  /** As {@link Contestant#enter}. */
  interface Entrance {
    List<Step> enter(Path sandbox, Inputs inputs, Commands commands) throws Exception;
  }

  @Override
  public String label() {
    return "";
  }

  @Override
  public Optional<String> missing() {
    return Programs.missing(programs);
  }

  @Override
  public Map<String, String> environment(Path sandbox) {
    return variables.apply(sandbox);
  }

  @Override
  public List<Step> enter(Path sandbox, Inputs inputs, Commands commands) throws Exception {
    return entrance.enter(sandbox, inputs, commands);
  }
}
