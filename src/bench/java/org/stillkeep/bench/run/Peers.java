package org.stillkeep.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs beside which Stillkeep is measured. Each does as little more than Stillkeep does as its options let it: no compression;
 * repositories are made beforehand.
 */
final class Peers {

  private static final String PASSWORD = "correct horse battery staple";

  private Peers() {}

  static List<Contestant> all() {
    return List.of(
        overParts("cp", List.of("cp"), List.of("cp")),
        eachPart("unzip", "unzip -q -o \"$part\" -d \"$out\""),
        eachPart("bsdtar", "bsdtar -xf \"$part\" -C \"$out\""),
        b2sum(),
        age(),
        overTree("cp-tree", List.of("cp", "-r")),
        overTree("rsync-fsync", List.of("rsync", "-a", "--fsync")),
        rsync(),
        rclone(),
        restic(),
        borg());
  }

  private static Contestant overParts(String name, List<String> programs, List<String> command) {
    return peer(
        programs,
        List.of(name),
        (sandbox, inputs, commands) -> {
          Path out = Files.createDirectory(sandbox.resolve("out"));
          List<Path> parts = inputs.parts();
          return List.of(Step.copying(name, out, time -> join(command, parts, List.of(out))));
        });
  }

  private static Contestant eachPart(String name, String script) {
    return peer(
        List.of(name),
        List.of(name),
        (sandbox, inputs, commands) -> {
          Path out = Files.createDirectory(sandbox.resolve("out"));
          List<String> shell = List.of("sh", "-c", "out=$1; shift; for part; do " + script + " || exit; done", "sh");
          List<Path> parts = inputs.parts();
          return List.of(Step.copying(name, out, time -> join(shell, List.of(out), parts)));
        });
  }

  private static Contestant overTree(String name, List<String> command) {
    return peer(
        command.subList(0, 1),
        List.of(name),
        (sandbox, inputs, commands) -> {
          Path out = Files.createDirectory(sandbox.resolve("out"));
          Path tree = inputs.tree();
          return List.of(Step.copying(name, out, time -> join(command, List.of(tree), List.of(out))));
        });
  }

  private static Contestant b2sum() {
    return peer(
        List.of("b2sum"),
        List.of("b2sum"),
        (sandbox, inputs, commands) -> {
          List<Path> parts = inputs.parts();
          return List.of(Step.reading("b2sum", List.of(), time -> join(List.of("b2sum"), parts, List.of())));
        });
  }

  private static Contestant age() {
    return peer(
        List.of("age", "age-keygen"),
        List.of("age"),
        (sandbox, inputs, commands) -> {
          Path out = Files.createDirectory(sandbox.resolve("out"));
          Path key = sandbox.resolve("key");
          commands.run(List.of("age-keygen", "-o", key.toString()));
          String script = "out=$1 to=$2; shift 2; for part; do age -r \"$to\" -o \"$out/${part##*/}.age\" \"$part\" || exit; done";
          List<String> shell = List.of("sh", "-c", script, "sh", out.toString(), commands.run(List.of("age-keygen", "-y", key.toString())));
          List<Path> parts = inputs.parts();
          return List.of(Step.copying("age", out, time -> join(shell, parts, List.of())));
        });
  }

  private static Contestant rsync() {
    return peer(
        List.of("rsync"),
        List.of("rsync", "rsync-again"),
        (sandbox, inputs, commands) -> {
          Path out = Files.createDirectory(sandbox.resolve("out"));
          List<String> command = List.of("rsync", "-a", inputs.tree().toString(), out.toString());
          return List.of(Step.copying("rsync", out, time -> command), Step.again("rsync-again", "rsync", time -> command));
        });
  }

  private static Contestant rclone() {
    return peer(
        List.of("rclone"),
        List.of("rclone", "rclone-again"),
        (sandbox, inputs, commands) -> {
          Path out = Files.createDirectory(sandbox.resolve("out"));
          String password = commands.run(List.of("rclone", "obscure", PASSWORD));
          Path config = sandbox.resolve("rclone.conf");
          Files.writeString(config, "[sealed]\ntype = crypt\nremote = " + out + "\npassword = " + password + "\n");
          String transfers = "" + Runtime.getRuntime().availableProcessors();
          List<String> command =
              List.of("rclone", "--config", config.toString(), "--transfers", transfers, "copy", inputs.tree().toString(), "sealed:");
          return List.of(Step.copying("rclone", out, time -> command), Step.again("rclone-again", "rclone", time -> command));
        });
  }

  private static Contestant restic() {
    return new Peer(
        List.of("restic"),
        List.of("restic", "restic-again"),
        sandbox -> Map.of("RESTIC_PASSWORD", PASSWORD, "RESTIC_CACHE_DIR", sandbox.resolve("cache").toString()),
        (sandbox, inputs, commands) -> {
          Path out = sandbox.resolve("out");
          commands.run(List.of("restic", "-q", "init", "-r", out.toString()));
          List<String> command = List.of("restic", "-q", "backup", "--compression", "off", "-r", out.toString(), inputs.tree().toString());
          return List.of(Step.copying("restic", out, time -> command), Step.again("restic-again", "restic", time -> command));
        });
  }

  private static Contestant borg() {
    return new Peer(
        List.of("borg"),
        List.of("borg", "borg-again"),
        sandbox -> Map.of("BORG_PASSPHRASE", PASSWORD, "BORG_BASE_DIR", sandbox.resolve("borg").toString()),
        (sandbox, inputs, commands) -> {
          Path out = sandbox.resolve("out");
          commands.run(List.of("borg", "init", "-e", "repokey-blake2", out.toString()));
          String tree = inputs.tree().toString();
          return List.of(
              Step.copying("borg", out, time -> List.of("borg", "create", "-C", "none", out + "::first", tree)),
              Step.again("borg-again", "borg", time -> List.of("borg", "create", "-C", "none", out + "::again" + time, tree)));
        });
  }

  private static Contestant peer(List<String> programs, List<String> steps, Peer.Entrance entrance) {
    return new Peer(programs, steps, sandbox -> Map.of(), entrance);
  }

  private static List<String> join(List<String> words, List<Path> some, List<Path> more) {
    return Stream.of(words, some, more).flatMap(List::stream).map(Object::toString).toList();
  }
}
