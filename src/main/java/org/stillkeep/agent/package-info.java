/**
 * The agent's life: it looks into the inboxes, has sets imported, has export folders brought in step, and tells in one
 * status what it is doing and what it needs.
 *
 * <h2>Threads</h2>
 *
 * <p>One <em>worker</em> owns all mutable state: what was seen, what is due, what went wrong. Everybody else sends it {@link
 * org.stillkeep.agent.Wish wishes} through a queue and reads its {@link org.stillkeep.agent.AgentStatus status}, an immutable
 * snapshot. Each export folder has one <em>lane</em>, a thread that only runs that folder's passes and reports back by a
 * wish, so that a network disk that hangs holds up nothing but itself. A few threads only translate: the watcher's and the
 * control socket's. None of them holds a lock while it waits for a disk.
 *
 * <p>Work is repeatable, not resumable: pausing abandons the entry at hand, resuming plans again.
 */
package org.stillkeep.agent;
