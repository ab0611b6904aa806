package org.stillkeep.web;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.stillkeep.agent.AgentStatus;
import org.stillkeep.agent.Wish;

/**
 * What the status page shows and asks for. The program stands behind it, in whichever phase it is; tests put a fake here. All methods may
 * be called from any thread and return quickly unless they say otherwise.
 */
public interface PageBackend {

  /** How far the program has come. */
  enum Phase {
    /** There is no configuration yet: only {@link #setUp} makes sense. */
    SET_UP,
    /** The vault's key is not kept: only {@link #unlock} makes sense. */
    LOCKED,
    /** The agent runs. */
    RUNNING;

    /** The word for it in what the program sends, e.g. {@code set-up}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * One of the newest assets.
   *
   * @param id the asset's
   * @param title its name
   * @param importedAt when it came into the library, where that is known
   * @param hasPreview whether {@link #preview} has something to show
   */
  record RecentAsset(long id, String title, Optional<Instant> importedAt, boolean hasPreview) {}

  /** How far the program has come, as of now. */
  Phase phase();

  /** The newest status; in the phases before the agent runs, one that needs you and says why. */
  AgentStatus status();

  /** Calls the observer with each new status, also at a change of phase; it returns quickly. */
  void observe(Consumer<AgentStatus> observer);

  /**
   * Passes a wish to the agent.
   *
   * @throws IllegalStateException before the agent runs
   */
  void wish(Wish wish);

  /** The assets imported last, newest first, of this run of the agent and before; empty before it runs. Reads the catalog. */
  List<RecentAsset> recent(int most) throws IOException;

  /** The embedded preview of an asset, a JPEG; empty where it has none. Reads and decrypts a few kilobytes of the vault. */
  Optional<byte[]> preview(long assetId) throws IOException;

  /** The report of a set as one self-contained HTML page, as {@code report --html} writes it; empty when there is no such set. */
  Optional<String> reportHtml(String setId) throws IOException;

  /**
   * Makes a folder that holds files already an export folder of this library, or takes it over from another computer, because somebody
   * has said so on the page. Answers with what hinders it, in words; empty when it is done.
   *
   * @param export index of the folder in {@link AgentStatus#exports}
   * @param path the folder that was confirmed; another one at this index hinders it, as does one that needs no setting up
   */
  Optional<String> adoptExport(int export, String path) throws IOException;

  /** Opens the vault. Takes seconds, by intent. */
  Unlocked unlock(char[] passphrase) throws IOException;

  /** What came of an attempt to unlock. */
  enum Unlocked {
    DONE,
    WRONG_PASSPHRASE,
    /** It could not be tried: the vault was made with more memory than this program may use. */
    NOT_ENOUGH_MEMORY
  }

  /**
   * First-run set-up.
   *
   * @throws IllegalStateException in another phase than {@link Phase#SET_UP}
   */
  SetUp setUp();
}
