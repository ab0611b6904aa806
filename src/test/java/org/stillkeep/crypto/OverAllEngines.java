package org.stillkeep.crypto;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of streams, which run once for each {@link Engine}. */
@ParameterizedClass
@EnumSource(Engine.class)
abstract class OverAllEngines {

  @Parameter Engine engine;

  @BeforeParameterizedClassInvocation
  static void use(Engine engine) {
    engine.use();
  }

  @AfterParameterizedClassInvocation
  static void useTheUsual() {
    Engine.useTheUsual();
  }
}
