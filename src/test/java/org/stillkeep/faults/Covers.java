package org.stillkeep.faults;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which numbers of {@code docs/reliability.md} a test shows: the behaviour asked for, and not only that nothing breaks. On a class it
 * stands for all of its tests. The numbers are those of {@link Numbers}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Covers {

  /** For example {@code {"F12", "Z3"}}. */
  String[] value();
}
