package org.stillkeep.faults;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Which tests carry which numbers, as {@link Covers} says in the compiled tests. */
final class Coverage {

  private Coverage() {}

  /** By number, {@code package.Class} or {@code package.Class#method}. */
  static Map<String, SortedSet<String>> testsByNumber() {
    Map<String, SortedSet<String>> tests = new TreeMap<>();
    for (Class<?> type : ReflectionSupport.findAllClassesInPackage("org.stillkeep", Coverage::isOfTests, name -> true)) {
      add(tests, type.getAnnotation(Covers.class), type.getName());
      for (Method method : methods(type)) {
        add(tests, method.getAnnotation(Covers.class), type.getName() + "#" + method.getName());
      }
    }
    return tests;
  }

  private static boolean isOfTests(Class<?> type) {
    boolean here = type.getProtectionDomain().getCodeSource().equals(Coverage.class.getProtectionDomain().getCodeSource());
    return here && !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
  }

  /** With those that come from a contract. */
  private static List<Method> methods(Class<?> type) {
    return ReflectionSupport.findMethods(type, method -> method.isAnnotationPresent(Covers.class), HierarchyTraversalMode.TOP_DOWN);
  }

  private static void add(Map<String, SortedSet<String>> tests, Covers covers, String test) {
    if (covers != null) {
      for (String number : covers.value()) {
        tests.computeIfAbsent(number, key -> new TreeSet<>()).add(test);
      }
    }
  }
}
