// A picture that the program drew, put in the page as elements: only shapes and words, nothing that runs or fetches.

const SHAPES = new Set("svg g path rect circle ellipse line polyline polygon text tspan title desc defs clipPath use".split(" "));
const LOOKS = new Set(
  "xmlns id class role aria-labelledby aria-hidden viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stroke-miterlimit opacity clip-path clip-rule font-size font-weight font-style text-anchor dominant-baseline dx dy preserveAspectRatio".split(" "),
);

/** The picture's element; null when this is no picture. */
export function drawing(svg) {
  const read = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (read.localName !== "svg") return null;
  return document.importNode(cleaned(read), true);
}

function cleaned(node) {
  for (const { name, value } of [...node.attributes]) {
    const within = (name === "href" || name === "xlink:href") && value.startsWith("#");
    const outside = /url\(\s*["']?(?!#)/i.test(value);
    if (!(within || LOOKS.has(name)) || outside) node.removeAttribute(name);
  }
  for (const child of [...node.children]) {
    if (SHAPES.has(child.localName) && child.namespaceURI === node.namespaceURI) cleaned(child);
    else child.remove();
  }
  return node;
}
