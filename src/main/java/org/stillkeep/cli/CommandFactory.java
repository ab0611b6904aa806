package org.stillkeep.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Makes commands, giving the {@link Face} to those whose constructor asks for it. */
final class CommandFactory implements CommandLine.IFactory {

  private final Face face;

  CommandFactory(Face face) {
    this.face = face;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Face.class) {
        return type.cast(constructor.newInstance(face));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
