package org.stillkeep.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillkeep.agent.ControlClient;
import org.stillkeep.agent.Pace;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.TypeConversionException;

/** {@code stillkeep pause}. */
@Command(
    name = "pause",
    header = "Makes the agent stop all work within a second; it stays paused over restarts.",
    description = {"", "Examples:", "  stillkeep pause", "  stillkeep pause --for 2h", ""})
final class PauseCommand implements Callable<Integer> {

  @ParentCommand private StillkeepCommand stillkeep;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Go on by itself after this time: 90s, 30m, 2h or 1d. Default: until `stillkeep resume`.")
  private Duration duration;

  private final Face face;

  PauseCommand(Face face) {
    this.face = face;
  }

  @Override
  public Integer call() throws Exception {
    ObjectNode command = ControlClient.command("pause");
    if (duration != null) {
      command.put("seconds", duration.toSeconds());
    }
    RemoteCommand.of(face, stillkeep).send(command);
    face.terminal().say("paused" + (duration == null ? "" : " for " + Pace.inWords(duration.toSeconds())));
    return ExitCode.DONE.number();
  }

  /** Reads {@code 2h} and the like. */
  static final class TimeConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})([smhd])");

    @Override
    public Duration convert(String written) {
      Matcher matcher = FORM.matcher(written);
      if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
        throw new TypeConversionException("\"" + written + "\" is no time; write it like 90s, 30m, 2h or 1d");
      }
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }
}
