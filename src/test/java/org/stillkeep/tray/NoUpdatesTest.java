package org.stillkeep.tray;

import static org.assertj.core.api.Assertions.assertThat;

import dorkbox.systemTray.SystemTray;
import dorkbox.updates.Updates;
import java.net.URL;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** The tray library tells its makers over plain HTTP who runs it, every four hours: this must stay out of the program. */
class NoUpdatesTest {

  @Test
  void theClassThatWouldConnectIsOurs() {
    URL ours = Tray.class.getProtectionDomain().getCodeSource().getLocation();
    assertThat(Updates.class.getProtectionDomain().getCodeSource().getLocation()).isEqualTo(ours);
    assertThat(SystemTray.class.getProtectionDomain().getCodeSource().getLocation()).isNotEqualTo(ours);
  }

  @Test
  void thereIsNoOtherOfItsName() throws Exception {
    assertThat(Collections.list(Tray.class.getClassLoader().getResources("dorkbox/updates/Updates.class"))).hasSize(1);
  }
}
