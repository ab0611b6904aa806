package org.stillkeep.web;

import java.io.IOException;

/**
 * One thing that the page can be asked.
 *
 * @param open whether it is answered without a token
 * @param action what answers
 */
record Route(boolean open, Action action) {

  /** Answers a request; what it throws becomes the answer. */
  interface Action {
    Response answer(Call call) throws IOException, Refusal;
  }

  static Route open(Action action) {
    return new Route(true, action);
  }

  static Route closed(Action action) {
    return new Route(false, action);
  }
}
