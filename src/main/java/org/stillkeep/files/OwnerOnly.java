package org.stillkeep.files;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rights of the owner alone: permissions on POSIX, an access list on Windows, nothing elsewhere. */
final class OwnerOnly {

  private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

  /** Of these, Linux shows the permissions that they were mounted with; {@code fuseblk} is NTFS or exFAT. */
  private static final Set<String> WITHOUT_OWNERS =
      Set.of("vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "cifs", "smb2", "smb3", "smbfs");

  private OwnerOnly() {}

  /** Attributes for creating a file. Empty where only {@link #set} can follow. */
  static FileAttribute<?>[] forNewFile(FileSystem fileSystem) {
    return attributes(fileSystem, FILE);
  }

  /** Attributes for creating a directory. Empty where only {@link #set} can follow. */
  static FileAttribute<?>[] forNewDirectory(FileSystem fileSystem) {
    return attributes(fileSystem, DIRECTORY);
  }

  static boolean set(Path path) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(Files.isDirectory(path) ? DIRECTORY : FILE);
    } else if (acl != null) {
      acl.setAcl(List.of(everythingFor(acl.getOwner(), Files.isDirectory(path))));
    }
    return readBack(path);
  }

  static boolean readBack(Path path) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (posix != null) {
      return DIRECTORY.containsAll(posix.readAttributes().permissions());
    }
    AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (acl == null) {
      return false;
    }
    UserPrincipal owner = acl.getOwner();
    List<AclEntry> entries = acl.getAcl();
    return !entries.isEmpty()
        && entries.stream().allMatch(each -> each.type() != AclEntryType.ALLOW || each.principal().equals(owner));
  }

  /** Whether the file system could keep others out at all, as far as its name tells. */
  static boolean canBeKept(Path path) throws IOException {
    boolean posix = Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    boolean acl = Files.getFileAttributeView(path, AclFileAttributeView.class) != null;
    return posix ? !isWithoutOwners(path) : acl;
  }

  private static boolean isWithoutOwners(Path path) {
    try {
      return isWithoutOwners(Files.getFileStore(path).type());
    } catch (IOException e) {
      LOG.debug("no telling where {} lies", path, e);
      return false;
    }
  }

  static boolean isWithoutOwners(String type) {
    return WITHOUT_OWNERS.contains(type.toLowerCase(Locale.ROOT));
  }

  private static FileAttribute<?>[] attributes(FileSystem fileSystem, Set<PosixFilePermission> permissions) {
    return fileSystem.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static AclEntry everythingFor(UserPrincipal owner, boolean directory) {
    AclEntry.Builder entry =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(owner)
            .setPermissions(EnumSet.allOf(AclEntryPermission.class));
    if (directory) {
      entry.setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
    }
    return entry.build();
  }
}
