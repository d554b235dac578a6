// What the components share: everything shown is text (textContent); nothing of a transcript is markup.

function el(tag, className, attributes = {}, text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

function button(className, label, sign, onClick) {
  const node = el("button", className, { type: "button", "aria-label": label, title: label }, sign);
  node.addEventListener("click", onClick);
  return node;
}

const count = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
const hrefOf = (name, number) => `#turn=${encodeURIComponent(`${name}#${number}`)}`;
