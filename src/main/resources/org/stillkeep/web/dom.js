/** The few ways in which this page builds and changes itself. Whatever the server says becomes text, never markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** The element with this id. */
export const byId = id => document.getElementById(id);

/** A new HTML element with attributes and children; strings among the children become text. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** A new SVG element. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** One of the symbols of the page, which says nothing to a screen reader: the text beside it does. */
export function icon(id) {
  return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('use', { href: '#' + id }));
}

/** Shows another symbol. */
export function setIcon(element, id) {
  setAttribute(element.querySelector('use'), 'href', '#' + id);
}

/** A name or path from outside: its direction of writing stays its own. */
export const name = text => el('bdi', { class: 'name' }, text);

/** Changes the text only where it differs, so that nothing is read out or selected anew. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Changes an attribute only where it differs; null takes it away. */
export function setAttribute(element, attribute, value) {
  if (value === null) {
    element.removeAttribute(attribute);
  } else if (element.getAttribute(attribute) !== String(value)) {
    element.setAttribute(attribute, value);
  }
}

/** Shows or hides, and says whether it is shown. */
export function show(element, shown) {
  element.hidden = !shown;
  return shown;
}

/**
 * Makes the children of a list those of the items, in their order. What was there stays the same element, so that focus and
 * reading position stay, too.
 */
export function keep(list, items, keyOf, create, update) {
  const keys = items.map(item => String(keyOf(item)));
  const wanted = new Set(keys);
  [...list.children].filter(child => !wanted.has(child.dataset.key)).forEach(child => child.remove());
  const before = new Map([...list.children].map(child => [child.dataset.key, child]));
  let place = list.firstElementChild;
  items.forEach((item, i) => {
    const child = before.get(keys[i]) ?? create(item);
    child.dataset.key = keys[i];
    update(child, item);
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(child, place);
    }
  });
}

/** The part of a built element that has this class. */
export const part = (element, className) => element.querySelector('.' + className);

function fill(element, attributes, children) {
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  element.append(...children);
  return element;
}
