/** Throughput over the last half hour, drawn as one line over one area, with its text alternative beside it. */

import { byId, setAttribute, setText, show } from './dom.js';
import { duration, moment, size } from './format.js';

const WINDOW_MS = 30 * 60 * 1000;
const GAP_MS = 10_000; // samples come every two seconds; a longer silence is a rest, not a line
const WIDTH = 600;
const HEIGHT = 80;

let samples = [];
let working = false;

/** Whether the newest sample is of now: at rest there are none. */
export function drawThroughputOf(status) {
  working = Boolean(status.job) || status.exports.some(each => each.job);
  draw();
}

/** Takes the samples in, the whole ring or the newest, and draws. */
export function addSamples(more) {
  const last = samples.at(-1)?.at ?? 0;
  const fresh = more.map(each => ({ at: Date.parse(each.at), bytes: each.bytesPerSecond }));
  samples = samples.concat(fresh.filter(each => each.at > last));
  draw();
}

/** Forgets all samples: another stream brings its own. */
export function clearSamples() {
  samples = [];
}

function draw() {
  const end = samples.at(-1)?.at ?? 0;
  samples = samples.filter(each => each.at > end - WINDOW_MS);
  const peak = Math.max(0, ...samples.map(each => each.bytes));
  if (!show(byId('throughput'), samples.length > 1 && peak > 0)) {
    return;
  }
  const start = samples[0].at;
  const x = each => round(WIDTH * (each.at - start) / (end - start));
  const y = each => round(HEIGHT - 2 - (HEIGHT - 6) * each.bytes / peak);
  const runs = runsOf(samples).map(run => run.map(each => `${x(each)} ${y(each)}`));
  setAttribute(byId('chart-line'), 'd', runs.map(run => 'M' + run.join('L')).join(''));
  setAttribute(byId('chart-area'), 'd', runs.map(closed).join(''));
  const average = samples.reduce((sum, each) => sum + each.bytes, 0) / samples.length;
  const now = working ? `${size(samples.at(-1).bytes)}/s now, ` : '';
  const span = duration(Math.max(60, (end - start) / 1000));
  setText(byId('chart-words'), `${now}${size(average)}/s on average, ${size(peak)}/s at most`);
  setText(byId('chart-span'), working ? `last ${span}` : `${span} until ${moment(new Date(end).toISOString())}`);
}

function runsOf(all) {
  const runs = [];
  all.forEach((each, i) => {
    if (i === 0 || each.at - all[i - 1].at > GAP_MS) {
      runs.push([]);
    }
    runs.at(-1).push(each);
  });
  return runs;
}

function closed(run) {
  const left = run[0].split(' ')[0];
  const right = run.at(-1).split(' ')[0];
  return `M${left} ${HEIGHT}L${run.join('L')}L${right} ${HEIGHT}Z`;
}

function round(number) {
  return Math.round(number * 10) / 10;
}
