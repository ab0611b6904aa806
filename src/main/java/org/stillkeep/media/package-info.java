/**
 * What the bytes of a photo or video say: type, embedded capture time, size, place, duration, preview.
 *
 * <p>Bytes are watched while they stream past; nothing is decoded and nothing but small bounded slices is kept. Hostile or
 * broken media degrade to "nothing known"; no method here fails because of what it reads.
 */
package org.stillkeep.media;
