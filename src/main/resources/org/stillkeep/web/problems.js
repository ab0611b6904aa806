/** What went wrong and has not healed, as the agent orders it: most urgent first. */

import { byId, el, icon, keep, part, setIcon, setText, show } from './dom.js';
import { setMoment } from './format.js';

/** Draws the problems, each with its remedy. */
export function drawProblems(problems) {
  show(byId('problems'), problems.length > 0);
  keep(byId('problem-list'), problems, problem => problem.id, create, update);
}

function create() {
  return el('li', { class: 'problem' },
    icon('i-info'),
    el('div', {},
      el('p', { class: 'what' }),
      el('p', { class: 'remedy' }),
      el('p', { class: 'quiet' }, el('span', { class: 'urgency' }), ' since ', el('time'))));
}

function update(item, problem) {
  setIcon(item, problem.needsYou ? 'i-needs-you' : 'i-info');
  item.classList.toggle('urgent', problem.needsYou);
  setText(part(item, 'what'), problem.what);
  setText(part(item, 'remedy'), problem.remedy);
  setText(part(item, 'urgency'), problem.needsYou ? 'Needs you,' : 'May heal by itself,');
  setMoment(item.querySelector('time'), problem.since);
}
