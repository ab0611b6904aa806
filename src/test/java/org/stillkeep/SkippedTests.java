package org.stillkeep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says which tests did not run and what this machine lacks for them, one line each; Surefire counts them at the end of the run. */
public final class SkippedTests implements TestExecutionListener {

  private final List<String> skipped = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      skipped.add(name(test) + ": " + result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped.add(name(test) + ": " + reason);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    skipped.forEach(each -> System.out.println("skipped: " + each.lines().findFirst().orElse("")));
    skipped.clear();
  }

  private static String name(TestIdentifier test) {
    String source = test.getSource().map(Object::toString).orElse("");
    int start = source.indexOf("className = '");
    String type = start < 0 ? "" : source.substring(start + 13, source.indexOf('\'', start + 13));
    return type.substring(type.lastIndexOf('.') + 1) + "." + test.getDisplayName();
  }
}
