package dorkbox.updates;

/**
 * Stands in for the class of this name in {@code com.dorkbox:Updates}, which reports every start over plain HTTP to its makers. The
 * tray library calls it from static initialisers; this one does nothing, has no thread and never connects to anything.
 */
public final class Updates {

  /** The one instance, under the name that Kotlin gives it. */
  public static final Updates INSTANCE = new Updates();

  private Updates() {}

  /** Always false. */
  public boolean getENABLE() {
    return false;
  }

  /** Nothing can be enabled. */
  public void setENABLE(boolean ignored) {}

  /** Forgets what it is told. */
  public void add(Class<?> type, String id, String version) {}
}
