package org.stillkeep.catalog;

/** The catalog could not be read or written: a full disk, a broken file, or a newer program's schema. */
public final class CatalogException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CatalogException(String message) {
    super(message);
  }

  public CatalogException(String message, Throwable cause) {
    super(message, cause);
  }
}
