// Finding words in a transcript. All turns are searched as text; places are painted where drawn.

function drawSearch(pane) {
  const form = el("form", "or-search", { role: "search" });
  const input = el("input", "", {
    type: "search",
    placeholder: "Find in this transcript",
    "aria-label": "Find in this transcript",
  });
  const status = el("span", "or-count", { "aria-live": "polite" });
  let found = []; // {number, start, end}, in order
  let byTurn = new Map();
  let at = -1;

  const step = (by) => {
    if (!found.length) return;
    at = at < 0 && by > 0 ? nextInSight(found, pane) : (at + by + found.length) % found.length;
    status.textContent = `${(at + 1).toLocaleString("en")} of ${found.length.toLocaleString("en")}`;
    const { number, start, end } = found[at];
    reveal(pane, number, (article) => rangeOf(textOf(article), start, end));
    repaint();
  };
  const repaint = () => {
    const ranges = [];
    for (const article of pane.list.nodes()) {
      for (const { start, end } of byTurn.get(Number(article.dataset.number)) ?? []) {
        ranges.push(rangeOf(textOf(article), start, end));
      }
    }
    paint("or-found", ranges);
    const now = found[at];
    const article = now && pane.list.node(now.number - 1);
    paint("or-now", article ? [rangeOf(textOf(article), now.start, now.end)] : []);
  };
  const search = () => {
    const words = input.value.trim();
    const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
    found = !words ? [] : pane.data.turns.flatMap(({ number, text }) =>
      [...text.matchAll(pattern)].map(({ index, 0: match }) => ({
        number,
        start: index,
        end: index + match.length,
      })),
    );
    byTurn = Map.groupBy(found, (place) => place.number);
    at = -1;
    status.textContent = words && !found.length ? "not found" : "";
    for (const each of steppers) each.hidden = !found.length;
    if (found.length) step(1);
    else repaint();
  };
  const steppers = [
    button("or-step", "Previous place", "↑", () => step(-1)),
    button("or-step", "Next place", "↓", () => step(1)),
  ];
  for (const each of steppers) each.hidden = true;
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    if (event.key === "Enter") event.preventDefault();
    event.stopPropagation();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.append(input, status, ...steppers);
  return { node: form, repaint, focus: () => input.focus() };
}

// The first place from what is in sight on: a search does not throw its reader back to the top.
function nextInSight(found, pane) {
  const here = pane.list.place().item + 1;
  const at = found.findIndex(({ number }) => number >= here);
  return Math.max(at, 0);
}

// The characters `start` to `end` of a turn's text, over the elements that it is cut into.
function rangeOf(node, start, end) {
  const range = new Range();
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let at = 0; texts.nextNode(); at += texts.currentNode.length) {
    const stop = at + texts.currentNode.length;
    if (at <= start && start < stop) range.setStart(texts.currentNode, start - at);
    if (at < end && end <= stop) range.setEnd(texts.currentNode, end - at);
  }
  return range;
}

// Painted without touching the document.
const paint = (name, ranges) => {
  CSS.highlights?.set(name, new Highlight(...ranges.map((r) => new StaticRange(r))));
};
