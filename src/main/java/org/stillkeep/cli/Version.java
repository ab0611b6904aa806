package org.stillkeep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.stillkeep.crypto.CryptoEngine;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  /**
   * Lets a command and all below it answer {@code --version}. Not by their annotations: picocli asks a provider that is inherited
   * while it makes the commands, and the answer takes as long as a start.
   */
  static void giveTo(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Version::giveTo);
  }

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    }
    return new String[] {
      "stillkeep " + properties.getProperty("version"),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
      "crypto: " + EngineWords.of(CryptoEngine.ofThisProcess().inUse())
    };
  }
}
