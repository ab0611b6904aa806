package org.stillkeep.agent;

import java.nio.file.Path;
import org.stillkeep.export.ExportSummary;
import org.stillkeep.importer.ImportSummary;

/** Something that has happened and is over: told once, after it is durable. What lasts is in the {@link AgentStatus}. */
public sealed interface AgentEvent {

  /** A run over a set has ended, and did something or met trouble. */
  record SetImported(ImportSummary summary) implements AgentEvent {}

  /** A pass over an export folder has ended, and did something or met trouble. */
  record ExportPassed(Path folder, ExportSummary summary) implements AgentEvent {}
}
