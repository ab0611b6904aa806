package org.stillkeep.takeout;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/** A list that nobody can change, and whose elements are made of smaller ones each time they are asked for. */
final class MadeList<S, T> extends AbstractList<T> implements RandomAccess {

  private final List<S> sources;
  private final Function<? super S, ? extends T> maker;

  /** @param sources must not change any more */
  MadeList(List<S> sources, Function<? super S, ? extends T> maker) {
    this.sources = sources;
    this.maker = maker;
  }

  @Override
  public T get(int index) {
    return maker.apply(sources.get(index));
  }

  @Override
  public int size() {
    return sources.size();
  }
}
