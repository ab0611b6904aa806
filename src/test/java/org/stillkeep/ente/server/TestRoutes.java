package org.stillkeep.ente.server;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What no real server has: an account at once, for tests whose server is another process. */
final class TestRoutes {

  private final Rows rows;
  private final Sessions sessions;

  TestRoutes(Rows rows, Sessions sessions) {
    this.rows = rows;
    this.sessions = sessions;
  }

  void addTo(Routes routes) {
    routes.open("POST", "/tests/accounts", call -> create(call.json()));
  }

  /** What the owner of new secrets sends here. */
  static ObjectNode body(AccountSecrets secrets, String email) {
    ObjectNode body = Views.object().put("email", email);
    body.set("keyAttributes", KeyAttributesJson.of(secrets.keyAttributes()));
    body.put("srpUserID", secrets.srp().userId()).put("srpSalt", secrets.srp().salt());
    return body.put("srpVerifier", secrets.srp().verifier());
  }

  private Answer create(Fields sent) {
    AccountRow row = new AccountRow();
    row.id = rows.nextUserId();
    row.email = sent.text("email");
    row.keyAttributes = sent.object("keyAttributes").node();
    row.srp = new AccountRow.Srp(sent.text("srpUserID"), sent.text("srpSalt"), sent.text("srpVerifier"));
    rows.save(row);
    return Answer.json(Views.object().put("id", row.id).put("token", sessions.begin(row.id, "photos")));
  }
}
