/** Words for what went wrong. */

import { Refused, SessionOver, Unreachable } from './server.js';

/** What to say to people; what is no answer of the server and no lack of one is a fault of this page, and is thrown on. */
export function failureOf(failure) {
  if (failure instanceof Refused) {
    return failure.hint ? `${failure.message}: ${failure.hint}` : failure.message;
  }
  if (failure instanceof Unreachable) {
    return 'Stillkeep does not answer. Is it still running?';
  }
  if (failure instanceof SessionOver) {
    return 'This browser is no longer logged in.';
  }
  throw failure;
}
