package org.stillkeep.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillkeep.agent.CatalogWords;
import org.stillkeep.agent.InstanceLock.AlreadyRunningException;
import org.stillkeep.agent.LibraryHome;
import org.stillkeep.agent.ThreadWords;
import org.stillkeep.catalog.CatalogException;
import org.stillkeep.crypto.NotEnoughMemoryException;
import org.stillkeep.ente.EnteException;
import org.stillkeep.export.ExportException;
import org.stillkeep.inbox.ArchiveException;
import org.stillkeep.library.DamagedKeyAttributesException;
import org.stillkeep.library.WrongPassphraseException;
import org.stillkeep.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that turns what rooms say happened into words, a remedy, and an exit code. */
final class Translation {

  private static final Logger log = LoggerFactory.getLogger(Translation.class);

  private final Terminal terminal;
  private final Supplier<Optional<LibraryHome>> home;

  /** For what has to do with no library, or where it is not known with which. */
  Translation(Terminal terminal) {
    this(terminal, Optional::empty);
  }

  /** @param home where the library lies that a command is about; asked only when its store refuses */
  Translation(Terminal terminal, Supplier<Optional<LibraryHome>> home) {
    this.terminal = terminal;
    this.home = home;
  }

  /** Says what was wrong with the command line. */
  int wrongUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String suggestions =
        failure instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
            ? Spelling.nearest(unmatched.getUnmatched().get(0), command.getSubcommands().keySet())
            : "";
    String help = "see `" + command.getCommandSpec().qualifiedName() + " --help`";
    terminal.error(lowerFirst(failure.getMessage()), suggestions.isEmpty() ? help : "did you mean " + suggestions + "? " + help);
    return ExitCode.USAGE.number();
  }

  /** Says what went wrong and returns the exit code. */
  int explain(Exception failure) {
    if (failure instanceof UserException known) {
      return say(known.exitCode(), known.getMessage(), known.hint());
    }
    if (failure instanceof ConfigException mistake) {
      return say(ExitCode.USAGE, mistake.getMessage(), mistake.hint());
    }
    if (failure instanceof WrongPassphraseException wrong) {
      return say(ExitCode.LOCKED, wrong.getMessage(), "try again; the 24 recovery words open it too: `stillkeep vault unlock --recovery-words`, or `stillkeep ente login --recovery-words`");
    }
    if (failure instanceof NotEnoughMemoryException memory) {
      return say(
          ExitCode.LOCKED,
          "the passphrase needs " + (memory.neededBytes() >> 20) + " MiB of memory, more than this process may use",
          "run it once with STILLKEEP_MEMORY=1g; afterwards the key is kept and no memory is needed");
    }
    if (failure instanceof AlreadyRunningException running) {
      return say(ExitCode.ALREADY_RUNNING, running.getMessage(), "use `stillkeep status`, or `stillkeep page --print` for a link to its page; or stop it first");
    }
    if (failure instanceof StoreException store) {
      return store(store);
    }
    if (failure instanceof EnteException account) {
      String happened = AccountWords.happened(account.what()) + " (" + account.getMessage() + ")";
      return say(AccountWords.exitCode(account.what()), happened, AccountWords.remedy(account.what()));
    }
    if (failure instanceof ExportException export) {
      return export(export);
    }
    if (failure instanceof CancellationException) {
      return say(ExitCode.INTERRUPTED, "interrupted", "run it again to go on: nothing is lost, and what is done is not done again");
    }
    return other(failure);
  }

  /**
   * Says that the memory was not enough, and how much might be; or that threads were lacking.
   *
   * @param command what was being done
   * @param heapBytes what it was allowed
   */
  int explain(OutOfMemoryError failure, String command, long heapBytes) {
    log.error("out of memory", failure);
    if (ThreadWords.areLacking(failure)) {
      return say(ExitCode.UNEXPECTED, ThreadWords.LACKING + " for `" + command + "`", ThreadWords.REMEDY + "; nothing is lost");
    }
    long heapMib = heapBytes >> 20;
    return say(
        ExitCode.UNEXPECTED,
        "not enough memory for `" + command + "`: it may use " + heapMib + " MiB",
        "run it once more with STILLKEEP_MEMORY=" + 2 * heapMib + "m; nothing is lost, and what is done is not done again");
  }

  private int store(StoreException failure) {
    boolean isInUse = failure.reason() == StoreException.Reason.IN_USE;
    String remedy = new StoreRemedies(home.get()).of(failure.reason());
    return say(isInUse ? ExitCode.ALREADY_RUNNING : ExitCode.STORE_REFUSED, failure.getMessage(), remedy);
  }

  private int export(ExportException failure) {
    return switch (failure.reason()) {
      case NOT_CONNECTED -> say(ExitCode.EXPORT_NOT_CONNECTED, failure.getMessage(), "connect or mount the disk; nothing was written (a folder with files that lost its marker: `stillkeep export --adopt`)");
      case FOREIGN -> say(ExitCode.EXPORT_NOT_CONNECTED, failure.getMessage(), "if this folder is meant, run `stillkeep export --adopt`: equal files are taken over, others are left alone");
      case FULL -> say(ExitCode.SOME_FAILED, failure.getMessage(), "make room there; the next pass goes on where this one ended");
      case READ_ONLY -> say(ExitCode.SOME_FAILED, failure.getMessage(), "make the folder writable");
      case TARGET_FAILING -> say(ExitCode.SOME_FAILED, failure.getMessage(), "check that disk; the next pass goes on where this one ended");
      case LOCALE -> say(ExitCode.USAGE, failure.getMessage(), "start Stillkeep by its launcher, or set LC_ALL=C.UTF-8");
    };
  }

  private int other(Exception failure) {
    log.error("the command failed", failure);
    if (failure instanceof CatalogException catalog) {
      return say(ExitCode.UNEXPECTED, catalog.getMessage(), CatalogWords.remedy(catalog.reason()));
    }
    if (failure instanceof DamagedKeyAttributesException) {
      return say(ExitCode.STORE_REFUSED, failure.getMessage(), new StoreRemedies(home.get()).ofDamagedKeys());
    }
    if (failure instanceof ArchiveException archive) {
      return say(ExitCode.SOME_FAILED, archive.path() + ": " + archive.getMessage(), "download that archive again");
    }
    if (failure instanceof AccessDeniedException denied) {
      return say(ExitCode.UNEXPECTED, "no permission for " + denied.getFile(), "check who owns it");
    }
    if (isOfTheNetwork(failure)) {
      return say(ExitCode.STORE_REFUSED, "the server cannot be reached: " + failure.getMessage(), StoreRemedies.SERVER_AWAY);
    }
    if (failure instanceof FileSystemException file) {
      return say(ExitCode.UNEXPECTED, file.getFile() + ": " + reason(file), "check that folder and its disk");
    }
    String what = failure instanceof IOException ? failure.getMessage() : failure.toString();
    return say(ExitCode.UNEXPECTED, "unexpected: " + what, "the log in the state folder says more; please report it");
  }

  private static boolean isOfTheNetwork(Exception failure) {
    return failure instanceof SocketException
        || failure instanceof UnknownHostException
        || failure instanceof InterruptedIOException
        || failure instanceof SSLException;
  }

  private static String reason(FileSystemException failure) {
    return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
  }

  private int say(ExitCode exitCode, String what, String hint) {
    terminal.error(what, hint);
    return exitCode.number();
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
