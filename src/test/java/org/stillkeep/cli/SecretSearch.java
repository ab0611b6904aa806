package org.stillkeep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stillkeep.ente.server.Account;
import org.stillkeep.ente.server.EnteServerForTests;
import org.stillkeep.ente.server.SeenRequest;

/** Looks for an account's secrets where they have no business: in files, and in what the object store was asked. */
record SecretSearch(EnteServerForTests server, Account account) {

  private static final String TOKEN_HEADER = "x-auth-token";

  /** Fails if a token that the server has seen, or the password, lies in a file or has gone to the object store. */
  void assertNothingFound(Installation home) throws IOException {
    Set<String> tokens = tokens();
    assertThat(tokens).as("tokens that were seen").isNotEmpty();
    List<String> found = new ArrayList<>();
    for (SeenRequest request : server.objectRequests().all()) {
      if (tokens.stream().anyMatch(request.toString()::contains) || request.headers().containsKey(TOKEN_HEADER)) {
        found.add("a request to the object store: " + request.line());
      }
    }
    tokens.add(new String(account.password()));
    for (Path file : files(home)) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      tokens.stream().filter(text::contains).forEach(secret -> found.add(file.toString()));
    }
    assertThat(found).as("places with secrets").isEmpty();
  }

  private Set<String> tokens() {
    Set<String> tokens = new HashSet<>();
    for (SeenRequest request : server.apiRequests().all()) {
      String token = request.headers().get(TOKEN_HEADER);
      if (token != null) {
        tokens.add(token);
      }
    }
    tokens.add(account.token());
    return tokens;
  }

  /** All but the one file that is there to hold the password. */
  private static List<Path> files(Installation home) throws IOException {
    try (Stream<Path> files = Files.walk(home.config().getParent())) {
      return files.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().equals("passphrase")).toList();
    }
  }
}
