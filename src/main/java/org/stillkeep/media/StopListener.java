package org.stillkeep.media;

import java.util.function.BooleanSupplier;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Ends the decoding of a picture between two of its rows as soon as the work shall stop. */
final class StopListener implements IIOReadProgressListener {

  private final BooleanSupplier stopRequested;

  StopListener(BooleanSupplier stopRequested) {
    this.stopRequested = stopRequested;
  }

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    if (stopRequested.getAsBoolean()) {
      source.abort();
    }
  }

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}
}
