package org.stillkeep.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class ZoneMapLifeTest {

  @Test
  void theMapIsReadOnceWhileItIsHeldAndGoesWhenItIsNot() {
    ZoneMap held = ZoneMap.world();
    WeakReference<ZoneMap> seen = new WeakReference<>(held);
    assertThat(ZoneMap.world()).isSameAs(held);

    held = null;

    await()
        .until(
            () -> {
              System.gc();
              return seen.get() == null;
            });
    assertThat(ZoneMap.world().zones(35.68, 139.76)).containsExactly("Asia/Tokyo");
  }
}
