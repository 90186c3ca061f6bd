// The few gestures the page makes on its document. Whatever was said or typed only ever enters as text.

const byId = (id) => document.getElementById(id);

/** An element: `make("button.main", {type: "button", onclick}, "Texte", child…)`; texts are shown with the blanks of French. */
function make(what, given = {}, ...inside) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, String(value));
  }
  const shown = inside.filter((child) => child !== null && child !== undefined && child !== false && child !== "");
  node.append(...shown.map((child) => (typeof child === "string" ? typeset(child) : child)));
  return node;
}

const button = (what, text, onclick, given = {}) => make(`button.${what}`, { type: "button", onclick, ...given }, text);

/** What people said or wrote: in its own direction, whatever signs it holds. */
const words = (what, text, given = {}) => make(what, { dir: "auto", ...given }, text);

/** A choice among several: what is chosen is said by `chosen`, told by `onchoice`. */
function choices(name, legend, options, chosen, onchoice, what = "fieldset.choices") {
  const option = ([value, title, hint, given]) =>
    make(
      "label.choice",
      { "data-value": value },
      make("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchoice(value), ...given }),
      make("span", {}, make("span.title", {}, title), hint && make("span.hint", {}, hint)),
    );
  return make(what, {}, make("legend", {}, legend), ...options.map(option));
}

/** Let the page be drawn before going on. */
const breath = () => new Promise((go) => setTimeout(go));

/** Have the browser keep a file: the name is what its folder will show. */
function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
