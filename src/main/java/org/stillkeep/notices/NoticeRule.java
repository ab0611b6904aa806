package org.stillkeep.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillkeep.agent.AgentStatus;

/** One kind of thing that is worth telling. Not thread-safe. */
interface NoticeRule {

  /** Looks at how things stand; called with every status. */
  void see(AgentStatus status, Instant now);

  /** What is to be done now about what was seen; not called in quiet times. What it returns counts as told. */
  List<NoticeAction> due(Instant now);

  /** When something may become due, if nothing changes. */
  Optional<Instant> next();
}
