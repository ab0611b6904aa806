package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillkeep.agent.HeldOpenWords;
import org.stillkeep.export.ExportSummary;
import org.stillkeep.faults.Covers;

/** What is drawn for people out of plain facts. */
class WordsTest {

  private static final Path NAS = Path.of("/nas");

  @ParameterizedTest
  @CsvSource({
    "statsu, status", "imprt, import", "inbxo, inbox", "after_imports, after_import", "frobnicate, ''", "xy, ''", "layuot, layout"
  })
  void aMistypedWordIsGuessedOnlyWhenItIsClose(String written, String meant) {
    List<String> words = List.of("status", "import", "inbox", "after_import", "layout", "export");
    assertThat(Spelling.nearest(written, words)).isEqualTo(meant);
  }

  @Test
  void recoveryWordsStandNumberedInSixLinesOfFour() {
    List<String> lines = NewVault.lines(Collections.nCopies(24, "abandon"));

    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo(" 1. abandon      2. abandon      3. abandon      4. abandon");
    assertThat(lines.get(5)).startsWith("21. abandon").endsWith("24. abandon");
  }

  @Test
  void aStatusBeginsWithItsSentenceAndHasALineForEachThing() throws JsonProcessingException {
    String status =
        """
        {"sentence":"Importing A 3 of 11",
         "job":{"what":"importing","subject":"A","current":"IMG_1.jpg","doneBytes":50,"totalBytes":200},
         "server":{"name":"photos.example.org","state":"away","since":"2026-01-01T12:30Z","why":"no route to host"},
         "sets":[{"id":"A","parts":2,"missingParts":["2"],"done":false,"failedEntries":1}],
         "waiting":[{"path":"/in/b.zip","why":"it is still growing"}],
         "exports":[{"path":"/nas","state":"not connected","files":7,"awaySince":"2026-01-01T12:30Z","since":"2026-01-01T12:30Z","nextTry":"2026-01-01T13:02Z","freeBytes":null},
                    {"path":"/usb","state":"writing","files":7,"awaySince":null,"freeBytes":100,"waitingFiles":1204,"waitingBytes":50}],
         "problems":[{"what":"the disk is full","remedy":"make room"}]}
        """;

    assertThat(StatusText.of(new ObjectMapper().readTree(status), ZoneId.of("Asia/Tokyo")).lines())
        .containsExactly(
            "Importing A 3 of 11",
            "  importing A, 25 % of 200 bytes: IMG_1.jpg",
            "  server photos.example.org: away since 2026-01-01 21:30, no route to host",
            "  set A: 2 parts, missing 2, failed: 1",
            "  waiting for /in/b.zip: it is still growing",
            "  export /nas: not connected since 2026-01-01 21:30, next try 2026-01-01 22:02, 7 files",
            "  export /usb: writing, 7 files, 1,204 to write (50 bytes), 100 bytes free",
            "  problem: the disk is full",
            "     hint: make room");
  }

  @Test
  void aServerThatWasNotAskedYetHasNotBeenSoSinceAnyTime() throws JsonProcessingException {
    String status =
        """
        {"sentence":"0 in the library",
         "server":{"name":"photos.example.org","state":"not asked yet","since":"2026-01-01T12:30Z","why":"it is being asked just now"}}
        """;

    assertThat(StatusText.of(new ObjectMapper().readTree(status), ZoneId.of("Asia/Tokyo")).lines())
        .containsExactly("0 in the library", "  server photos.example.org: not asked yet, it is being asked just now");
  }

  @Test
  @Covers("F21")
  void ofTheFilesThatAreHeldOpenAFewAreNamed() {
    assertThat(ExportText.of(NAS, waitingFor(5)))
        .isEqualTo(NAS + ": 5 files open in other programs, to be tried again (Sea/1.jpg, Sea/2.jpg, Sea/3.jpg and 2 more)");
    assertThat(ExportText.of(NAS, waitingFor(1))).isEqualTo(NAS + ": 1 file open in other programs, to be tried again (Sea/1.jpg)");
    assertThat(HeldOpenWords.what(NAS, waitingFor(5).waiting()))
        .isEqualTo("5 files in " + NAS + " cannot be changed: access is denied, or other programs have them open: Sea/1.jpg, Sea/2.jpg, Sea/3.jpg and 2 more");
  }

  private static ExportSummary waitingFor(int files) {
    List<ExportSummary.Failure> waiting =
        IntStream.rangeClosed(1, files).mapToObj(n -> new ExportSummary.Failure("Sea/" + n + ".jpg", n + ".jpg", "open")).toList();
    return new ExportSummary(0, 0, 0, 0, 0, 0, 0, 0, List.of(), 0, waiting, List.of());
  }
}
