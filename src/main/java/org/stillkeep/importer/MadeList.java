package org.stillkeep.importer;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** A list that nobody can change, and whose elements are made each time they are asked for. */
final class MadeList<T> extends AbstractList<T> implements RandomAccess {

  private final int size;
  private final IntFunction<? extends T> maker;

  MadeList(int size, IntFunction<? extends T> maker) {
    this.size = size;
    this.maker = maker;
  }

  @Override
  public T get(int index) {
    return maker.apply(index);
  }

  @Override
  public int size() {
    return size;
  }
}
