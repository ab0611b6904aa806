package org.stillkeep.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoPasswordTest extends PageFixture {

  @Test
  void withoutAPasswordThereIsNoLogin() throws Exception {
    Visitor visitor = new Visitor(page.link().resolve("/"));
    assertThat(visitor.post("/api/login", "{\"password\":\"\"}").statusCode()).isEqualTo(404);
    assertThat(visitor.post("/api/login", "{\"password\":\"x\"}").statusCode()).isEqualTo(404);
  }
}
