package org.stillkeep.ente;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnteServerTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.ente.io, https://api.ente.io",
    "HTTPS://Api.Ente.IO:443/, https://api.ente.io",
    "' https://photos.example.org:8443 ', https://photos.example.org:8443",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://localhost, http://localhost",
    "http://[::1]:8080/, http://[::1]:8080"
  })
  void anAddressHasOneForm(String typed, String form) {
    assertThat(EnteServer.parse(typed, false).toString()).isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "api.ente.io", "ftp://api.ente.io", "https://", "https://user:secret@api.ente.io", "https://api.ente.io/path",
        "https://api.ente.io?a=b", "https://api.ente.io#a", "https:api.ente.io", "https://a b", "http://192.168.1.7:8080",
        "http://127.0.0.1.example.org"
      })
  void whatIsNoServersAddressIsRefused(String typed) {
    assertThatIllegalArgumentException().isThrownBy(() -> EnteServer.parse(typed, false)).withMessageNotContaining("secret");
  }

  @Test
  void plainHttpBeyondThisComputerHasToBeAllowed() {
    assertThat(EnteServer.parse("http://192.168.1.7:8080", true).toString()).isEqualTo("http://192.168.1.7:8080");
  }
}
