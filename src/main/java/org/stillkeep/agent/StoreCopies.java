package org.stillkeep.agent;

import java.util.Objects;
import java.util.Optional;

/** The files that a store keeps twice, so that either one suffices: a vault's header and change sets. */
@FunctionalInterface
public interface StoreCopies {

  /** Of a store that keeps none here. */
  StoreCopies NONE = Optional::empty;

  /** What is known to be wrong with them now. Any thread may ask, at any time. */
  Optional<Damage> damage();

  /**
   * Damage, for people.
   *
   * @param what what is damaged, and what that means
   * @param remedy what helps
   */
  record Damage(String what, String remedy) {

    public Damage {
      Objects.requireNonNull(what);
      Objects.requireNonNull(remedy);
    }
  }
}
