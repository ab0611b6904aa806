package org.stillkeep.platform;

/**
 * A value that carries its D-Bus type.
 *
 * @param signature one complete type
 * @param value in the Java type of {@link BusWriter}
 */
record BusVariant(String signature, Object value) {}
