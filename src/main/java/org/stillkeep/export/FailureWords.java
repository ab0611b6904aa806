package org.stillkeep.export;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.stillkeep.files.HeldOpenException;

/** What is wrong with one file, in words. The exceptions of files say by their types what their messages, bare paths, do not. */
final class FailureWords {

  private FailureWords() {}

  static String of(Exception failure) {
    if (failure instanceof HeldOpenException e) {
      return e.getFile() + " cannot be changed: access is denied, or another program has it open";
    }
    if (failure instanceof AccessDeniedException e) {
      return e.getFile() + " cannot be had: access is denied, or another program has it open";
    }
    if (failure instanceof FileAlreadyExistsException e) {
      return e.getFile() + " is there already, and is not ours";
    }
    if (failure instanceof NoSuchFileException e) {
      return e.getFile() + " is not there";
    }
    if (failure instanceof DirectoryNotEmptyException e) {
      return e.getFile() + " is not empty";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
