/** Opens the report of a set in a tab of its own, by a link that is good once. */

import { ask } from './server.js';

/** Opens it at once, while the click still counts as one, and fills it when the server has made it. */
export function openReport(index, attempt) {
  const tab = window.open('about:blank');
  if (tab) {
    tab.document.title = 'Stillkeep';
    tab.document.body.textContent = 'One moment…';
  }
  attempt(async () => {
    try {
      const { path } = await ask('/api/report', { set: index });
      if (!tab) {
        location.assign(path);
        return;
      }
      tab.opener = null;
      tab.location.replace(path);
    } catch (failure) {
      tab?.close();
      throw failure;
    }
  }, '');
}
