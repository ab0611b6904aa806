package org.stillkeep.agent;

import java.nio.file.Path;
import org.stillkeep.export.ExportSummary;
import org.stillkeep.importer.ImportSummary;

/** Something that has happened and is over: told once, after it is durable. What lasts is in the {@link AgentStatus}. */
public sealed interface AgentEvent {

  /** A run over a set has ended, and did something or met trouble. */
  record SetImported(ImportSummary summary) implements AgentEvent {

    /** The set's name. */
    public String setId() {
      return summary.setId();
    }

    /** Assets that this run added to the library. */
    public long imported() {
      return summary.imported();
    }

    /** Assets that were in the library and learnt something in this run. */
    public long healed() {
      return summary.healed();
    }

    /** Entries of the set that could not be read, in all. */
    public long failed() {
      return summary.failed();
    }
  }

  /** A pass over an export folder has ended, and did something or met trouble. */
  record ExportPassed(Path folder, ExportSummary summary) implements AgentEvent {}
}
