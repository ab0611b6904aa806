package org.stillkeep.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The .rpm, as far as a machine without RPM's world can judge it: what lies in it, and what it does when removed. */
class RpmPackageTest {

  @Test
  void itHoldsTheSameAsTheDeb() throws Exception {
    assumeTrue(Boolean.getBoolean("stillkeep.slow"), "skipped: builds a package, which takes minutes: run with -Dstillkeep.slow=true");
    Ran.assumeInstalled("rpmbuild");
    Path rpm = Packages.rpm("0.1.0");

    assertThat(Ran.run("rpm", "--query", "--list", "--package", rpm.toString()).mustSucceed().said().lines())
        .contains(
            "/opt/stillkeep/bin/stillkeep",
            "/opt/stillkeep/lib/app/stillkeep.jar",
            "/opt/stillkeep/lib/runtime/bin/java",
            "/usr/bin/stillkeep",
            "/usr/lib/systemd/system/stillkeep@.service",
            "/usr/lib/systemd/user/stillkeep.service",
            "/usr/share/applications/stillkeep.desktop",
            "/usr/share/man/man1/stillkeep.1.gz",
            "/etc/xdg/autostart/stillkeep.desktop")
        .noneMatch(file -> file.contains("surroundings"));
    assertThat(Ran.run("rpm", "--query", "--scripts", "--package", rpm.toString()).mustSucceed().said())
        .contains("every vault, inbox and export folder is where it was");
  }
}
