// The few gestures the page makes on its document. Text only ever enters by textContent.

export const $ = (id) => document.getElementById(id);

/** An element: `make("button.main", {type: "button", onclick}, "Texte", child…)`. */
export function make(what, given = {}, ...inside) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(given)) {
    const said = key.startsWith("aria-"); // « false » is a word there, elsewhere an absence
    if (value === null || value === undefined || (value === false && !said)) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true && !said ? "" : String(value));
  }
  node.append(...inside.filter((child) => child !== null && child !== undefined && child !== false).map((child) => (typeof child === "string" ? unturned(child) : child)));
  return node;
}

export const button = (what, text, onclick, given = {}) => make(`button.${what}`, { type: "button", onclick, ...given }, text);

export const key = (text) => make("kbd", {}, text);

/** Write a text only when it changed: nothing is said twice, nothing selected is lost. */
export function write(node, text) {
  const plain = unturned(text);
  if (node.textContent !== plain) node.textContent = plain;
}

/** What an older session or file holds turns no word around either. */
export const unturned = (text) => String(text ?? "").replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

export function toggle(node, shown) {
  if (node.hidden === shown) node.hidden = !shown;
}

export function attribute(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/**
 * Keep one child for each item, in the items' order: children stay the same nodes, so that focus and hovering stay where they are.
 * `named(item)` is the item's key, `made(item)` its new node, `told(node, item)` brings a node up to date. The first `since` children
 * are left alone: they stand already for the first `since` items.
 */
export function keep(parent, items, named, made, told, since = 0) {
  const wanted = new Set();
  for (let at = since; at < items.length; at += 1) wanted.add(String(named(items[at])));
  const old = new Map();
  const first = since ? (parent.children[since] ?? null) : parent.firstElementChild;
  for (let node = first, next; node; node = next) {
    next = node.nextElementSibling;
    if (wanted.has(node.dataset.key)) old.set(node.dataset.key, node);
    else node.remove(); // first, or those that stay would be moved around it, and moving takes the focus away
  }
  let before = since ? (parent.children[since] ?? null) : parent.firstElementChild;
  for (let at = since; at < items.length; at += 1) {
    const item = items[at];
    const name = String(named(item));
    let node = old.get(name);
    if (!node) {
      node = made(item);
      node.dataset.key = name;
    }
    if (told) told(node, item);
    if (node === before) before = before.nextElementSibling;
    else parent.insertBefore(node, before);
  }
}
