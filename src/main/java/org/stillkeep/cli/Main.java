package org.stillkeep.cli;

/** Entry point of the command {@code stillkeep}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(0);
  }
}
