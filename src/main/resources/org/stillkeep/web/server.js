/** Speaks with the agent: requests with the session's token, and the stream of events, which it takes up again when it breaks. */

const TOKEN = 'stillkeep.session';
const SILENCE_MS = 50_000; // the server says something every 20 s
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** The server no longer knows this session: only a new link or the password helps. */
export class SessionOver extends Error {}

/** Nobody answered. */
export class Unreachable extends Error {}

/** The server said no, and why; `hint` says what to do, `findings` what is wrong with which folder. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error ?? `the server answered ${status}`);
    this.status = status;
    this.hint = answer.hint ?? '';
    this.findings = answer.findings ?? [];
  }
}

/** Whether there is a session to try. */
export const hasSession = () => localStorage.getItem(TOKEN) !== null;

/** Keeps a session, also over a reload. */
export const keepSession = token => localStorage.setItem(TOKEN, token);

/** Forgets the session here; `/api/leave` ends it there. */
export const forgetSession = () => localStorage.removeItem(TOKEN);

/** GET, or POST where there is a body; gives the JSON of the answer. */
export async function ask(path, body, signal) {
  return (await request(path, body, signal)).json();
}

/** GET of bytes. */
export async function askBytes(path, signal) {
  return (await request(path, undefined, signal)).blob();
}

/** Asks for a session by a link's code or by password. A refusal here is no end of a session. */
export async function enter(path, body) {
  const response = await send(path, options(body));
  if (!response.ok) {
    throw await refusal(response);
  }
  keepSession((await response.json()).token);
}

async function request(path, body, signal) {
  const response = await send(path, options(body, signal));
  if (response.status === 401) {
    throw new SessionOver();
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

async function send(path, options) {
  try {
    return await fetch(path, options);
  } catch (failure) {
    throw failure instanceof TypeError ? new Unreachable('Stillkeep does not answer') : failure;
  }
}

function options(body, signal) {
  const headers = {};
  if (hasSession()) {
    headers.Authorization = 'Bearer ' + localStorage.getItem(TOKEN);
  }
  if (body === undefined) {
    return { headers, signal, cache: 'no-store', credentials: 'omit' };
  }
  headers['Content-Type'] = 'application/json';
  return { method: 'POST', headers, signal, body: JSON.stringify(body), cache: 'no-store', credentials: 'omit' };
}

async function refusal(response) {
  const text = await response.text();
  try {
    return new Refused(response.status, JSON.parse(text));
  } catch (e) {
    if (e instanceof SyntaxError) {
      return new Refused(response.status, {});
    }
    throw e;
  }
}

/**
 * The stream of events. While it is broken it tries again, each time after a longer wait; two failures in a row count as a lost
 * connection, so that a hiccup shows nowhere.
 */
export class Events {
  #listener;
  #current = null;
  #wake = null;

  /** @param listener `on(event, data)`, `lost(why)`, `found()`, `over()` */
  constructor(listener) {
    this.#listener = listener;
  }

  /** Begins; a stream that runs already ends. */
  start() {
    this.stop();
    const run = new AbortController();
    this.#current = run;
    this.#keepReading(run.signal);
  }

  /** Ends. */
  stop() {
    this.#current?.abort();
    this.#current = null;
  }

  /** Does not wait for the next attempt. */
  tryNow() {
    this.#wake?.();
  }

  async #keepReading(stopped) {
    let failures = 0;
    while (!stopped.aborted) {
      try {
        await this.#read(stopped, () => {
          failures = 0;
          this.#listener.found();
        });
        failures++;
      } catch (failure) {
        if (stopped.aborted) {
          return;
        }
        if (failure instanceof SessionOver) {
          this.#listener.over();
          return;
        }
        failures++;
        if (failures > 1) {
          this.#listener.lost(failure);
        }
      }
      await this.#pause(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)), stopped);
    }
  }

  async #read(stopped, onFirst) {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    stopped.addEventListener('abort', abort);
    let watchdog = setTimeout(abort, SILENCE_MS);
    try {
      const response = await request('/api/events', undefined, attempt.signal);
      onFirst();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) {
          return;
        }
        clearTimeout(watchdog);
        watchdog = setTimeout(abort, SILENCE_MS);
        const blocks = (text + value).split(/\r?\n\r?\n/);
        text = blocks.pop();
        blocks.forEach(block => this.#hear(block));
      }
    } finally {
      clearTimeout(watchdog);
      stopped.removeEventListener('abort', abort);
    }
  }

  #hear(block) {
    let event = 'message';
    const data = [];
    for (const line of block.split(/\r?\n/)) {
      const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
      if (field === 'event') {
        event = value;
      } else if (field === 'data') {
        data.push(value);
      }
    }
    if (data.length > 0) {
      this.#listener.on(event, JSON.parse(data.join('\n')));
    }
  }

  #pause(milliseconds, stopped) {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds * (0.8 + Math.random() * 0.4));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      stopped.addEventListener('abort', this.#wake, { once: true });
    });
  }
}
