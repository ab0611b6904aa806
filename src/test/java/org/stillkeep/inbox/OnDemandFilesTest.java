package org.stillkeep.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.jimfs.AttributeProvider;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.File;
import com.google.common.jimfs.FileLookup;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillkeep.inbox.WaitingArchive.Reason;

/** A Windows file system with the one attribute by which OneDrive, Dropbox and Drive mark files that are only shown. */
class OnDemandFilesTest {

  private static final byte[] PHOTO = "pixels".repeat(100).getBytes(StandardCharsets.US_ASCII);
  private static final int ARCHIVE = 0x20;
  private static final int RECALL_ON_DATA_ACCESS = 0x400000;

  private final FileSystem windows =
      Jimfs.newFileSystem(
          Configuration.windows().toBuilder().setAttributeViews("basic").addAttributeProvider(new DosAttributes()).build());

  private Path inbox;
  private InboxScanner scanner;

  @BeforeEach
  void makeInbox() throws IOException {
    inbox = Files.createDirectories(windows.getPath("C:\\Users\\ada\\OneDrive\\Inbox"));
    scanner = new InboxScanner(List.of(inbox), new SettleOptions(Duration.ZERO), System::nanoTime);
  }

  @AfterEach
  void close() throws IOException {
    windows.close();
  }

  private static void mark(Path file, int attributes) throws IOException {
    Files.setAttribute(file, "dos:attributes", attributes);
  }

  private InboxListing scanTwice() {
    scanner.scan(() -> false);
    return scanner.scan(() -> false);
  }

  private static byte[] zip() {
    HandmadeZip zip = new HandmadeZip();
    zip.add("Takeout/Google Photos/a/a.jpg", PHOTO);
    return zip.bytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1000, 0x40000, RECALL_ON_DATA_ACCESS, ARCHIVE | RECALL_ON_DATA_ACCESS})
  void aFileThatIsOnlyShownWaitsForItsBytes(int attributes) throws IOException {
    Path file = Files.write(inbox.resolve("takeout-20240525T201456Z-001.zip"), zip());
    mark(file, attributes);
    InboxListing listing = scanTwice();
    assertThat(listing.settled()).isEmpty();
    assertThat(listing.waiting()).extracting(WaitingArchive::reason).containsExactly(Reason.BYTES_ELSEWHERE);
  }

  @Test
  void itIsSettledWhenItsBytesAreThere() throws IOException {
    Path file = Files.write(inbox.resolve("takeout-20240525T201456Z-001.zip"), zip());
    mark(file, ARCHIVE | RECALL_ON_DATA_ACCESS);
    scanTwice();
    mark(file, ARCHIVE);
    assertThat(scanTwice().settled()).extracting(SettledArchive::path).containsExactly(file);
  }

  @Test
  void anUnpackedFolderWaitsForAllOfItsFiles() throws IOException {
    Path album = Files.createDirectories(inbox.resolve("Takeout").resolve("Google Photos").resolve("a"));
    Files.write(album.resolve("a.jpg"), PHOTO);
    mark(Files.write(album.resolve("b.jpg"), PHOTO), RECALL_ON_DATA_ACCESS);
    assertThat(scanTwice().waiting()).extracting(WaitingArchive::reason).containsExactly(Reason.BYTES_ELSEWHERE);
    mark(album.resolve("b.jpg"), ARCHIVE);
    assertThat(scanTwice().settled()).hasSize(1);
  }

  @Test
  void stubsWaitOnEverySystem() throws IOException {
    Files.write(inbox.resolve(".takeout-20240525T201456Z-001.zip.icloud"), PHOTO);
    Files.write(inbox.resolve("takeout-20240525T201456Z-002.zip.nextcloud"), new byte[1]);
    assertThat(scanTwice().waiting())
        .extracting(WaitingArchive::reason)
        .containsExactly(Reason.BYTES_ELSEWHERE, Reason.BYTES_ELSEWHERE);
  }

  /** The attribute {@code dos:attributes}, which the JDK has on Windows and jimfs has not. */
  private static final class DosAttributes extends AttributeProvider {

    @Override
    public String name() {
      return "dos";
    }

    @Override
    public Class<? extends FileAttributeView> viewType() {
      return DosFileAttributeView.class;
    }

    @Override
    public FileAttributeView view(FileLookup lookup, ImmutableMap<String, FileAttributeView> inherited) {
      throw new UnsupportedOperationException("attributes are asked for by name");
    }

    @Override
    public ImmutableSet<String> fixedAttributes() {
      return ImmutableSet.of("attributes");
    }

    @Override
    public Object get(File file, String attribute) {
      Object set = file.getAttribute("dos", "attributes");
      return attribute.equals("attributes") ? (set == null ? (Integer) ARCHIVE : set) : null;
    }

    @Override
    public void set(File file, String view, String attribute, Object value, boolean create) {
      file.setAttribute("dos", attribute, value);
    }
  }
}
