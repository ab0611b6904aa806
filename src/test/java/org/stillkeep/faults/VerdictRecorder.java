package org.stillkeep.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes down what became of each test that carries numbers. */
public final class VerdictRecorder implements TestExecutionListener {

  /** What JUnit and AssertJ put around the reason of an assumption. */
  private static final Pattern UNMET = Pattern.compile("^(?:Assumption failed: |assumption was not met due to: \\[)(.*?)\\]?\\s*$");

  private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      record(test, verdict(result));
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    record(test, new Verdict(Verdict.Kind.SKIPPED, oneLine(reason)));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    try {
      if (!verdicts.isEmpty()) {
        Verdicts.append(Verdicts.FOLDER, verdicts);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    verdicts.clear();
  }

  private void record(TestIdentifier test, Verdict verdict) {
    TestSource source = test.getSource().orElse(null);
    if (source instanceof MethodSource method && isNumbered(method)) {
      verdicts.merge(method.getClassName() + "#" + method.getMethodName(), verdict, Verdict::and);
    } else if (source instanceof ClassSource type) {
      verdicts.merge(type.getClassName(), verdict, Verdict::and);
    }
  }

  private static boolean isNumbered(MethodSource method) {
    return method.getJavaMethod().isAnnotationPresent(Covers.class) || method.getJavaClass().isAnnotationPresent(Covers.class);
  }

  private static Verdict verdict(TestExecutionResult result) {
    String message = oneLine(result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    return switch (result.getStatus()) {
      case SUCCESSFUL -> Verdict.PASSED;
      case ABORTED -> new Verdict(Verdict.Kind.SKIPPED, UNMET.matcher(message).replaceFirst("$1"));
      case FAILED -> new Verdict(Verdict.Kind.FAILED, message);
    };
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("").replace('\t', ' ');
  }
}
