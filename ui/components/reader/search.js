// Finding words in a transcript.

function drawSearch(data, pane) {
  const form = el("form", "or-search", { role: "search" });
  const input = el("input", "", {
    type: "search",
    placeholder: "Find in this transcript",
    "aria-label": "Find in this transcript",
  });
  const status = el("span", "or-count", { "aria-live": "polite" });
  form.append(input, status);
  let found = [];
  let at = -1;

  const step = (by) => {
    if (!found.length) return;
    at = (at + by + found.length) % found.length;
    status.textContent = `${at + 1} of ${found.length}`;
    const { article, start, end } = found[at];
    const range = rangeOf(article.lastChild, start, end);
    paint("or-now", [range]);
    reveal(range, article);
  };
  const search = () => {
    const words = input.value.trim();
    const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
    found = !words ? [] : data.turns.flatMap((turn) =>
      [...turn.text.matchAll(pattern)].map(({ index, 0: match }) => ({
        article: articleOf(pane, turn.number),
        start: index,
        end: index + match.length,
      })),
    );
    at = -1;
    status.textContent = words && !found.length ? "not found" : "";
    paint("or-found", found.map((f) => rangeOf(f.article.lastChild, f.start, f.end)));
    paint("or-now", []);
    step(1);
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    if (event.key === "Enter") event.preventDefault();
    event.stopPropagation();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
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

// Painted without touching the document: thousands of places cost no more than a few.
const paint = (name, ranges) => {
  CSS.highlights?.set(name, new Highlight(...ranges.map((r) => new StaticRange(r))));
};
