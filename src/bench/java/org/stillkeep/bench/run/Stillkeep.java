package org.stillkeep.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Our own program, in one of the ways in which it can be started. */
final class Stillkeep implements Contestant {

  private final StillkeepProgram program;

  /** A home with an empty vault, of which each sandbox gets a copy. */
  private final StillkeepHome model;

  /** @param modelFolder where the vault is made that all sandboxes begin with; not there yet */
  Stillkeep(StillkeepProgram program, Path modelFolder) {
    this.program = program;
    this.model = new StillkeepHome(modelFolder);
  }

  @Override
  public String label() {
    return program.label();
  }

  @Override
  public List<String> stepNames() {
    return List.of(
        "inspect", "import", "import-again", "export", "export-again", "export-one", "verify-export", "find-export", "import-later",
        "export-later");
  }

  @Override
  public Optional<String> missing() {
    return Files.exists(program.start()) ? Optional.empty() : Optional.of("no " + program.start());
  }

  @Override
  public Map<String, String> environment(Path sandbox) {
    return Map.of(
        "STILLKEEP_PASSPHRASE_FILE", new StillkeepHome(sandbox).passphraseFile().toString(),
        "STILLKEEP_JAVA_OPTS", program.launcherFlags(),
        "MALLOC_ARENA_MAX", "2");
  }

  @Override
  public List<Step> enter(Path sandbox, Inputs inputs, Commands commands) throws Exception {
    StillkeepHome home = new StillkeepHome(sandbox);
    home.furnish();
    home.takeOver(modelHome());
    List<Path> parts = inputs.parts();
    return List.of(
        Step.reading("inspect", List.of(), time -> over(home, "inspect", parts)),
        Step.copying("import", home.vault(), time -> over(home, "import", parts)),
        Step.again("import-again", "import", time -> over(home, "import", parts)),
        new Step("export", List.of("import"), false, time -> export(home), true, Optional.of(home.export())),
        Step.again("export-again", "export", time -> export(home)),
        Step.again("export-one", "export", time -> exportOneMore(home, inputs, commands, time)),
        Step.reading("verify-export", List.of("export"), time -> command(home, "verify", "--export")),
        Step.reading("find-export", List.of("export"), time -> List.of("find", home.export().toString(), "-printf", "%p %s %T@\\n")),
        new Step("import-later", List.of("import"), false, time -> over(home, "import", inputs.laterParts()), true, Optional.empty()),
        new Step("export-later", List.of("export", "import-later"), false, time -> export(home), true, Optional.empty()));
  }

  private List<String> exportOneMore(StillkeepHome home, Inputs inputs, Commands commands, int time) throws Exception {
    commands.run(over(home, "import", inputs.onePhoto(home.folder(), time)));
    return export(home);
  }

  private StillkeepHome modelHome() throws IOException, InterruptedException, FailedCommandException {
    if (!Files.exists(model.config())) {
      Files.createDirectories(model.folder());
      model.furnish();
      new Commands(model.folder(), environment(model.folder())).run(command(model, "vault", "create"));
    }
    return model;
  }

  private List<String> export(StillkeepHome home) {
    return command(home, "export");
  }

  private List<String> over(StillkeepHome home, String verb, List<Path> archives) {
    return command(home, Stream.concat(Stream.of(verb), archives.stream().map(Path::toString)).toArray(String[]::new));
  }

  private List<String> command(StillkeepHome home, String... words) {
    return program.command(home, List.of(words));
  }
}
