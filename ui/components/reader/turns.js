// Drawing a transcript.

function draw(data) {
  const pane = el("section", "or-reader", { "aria-label": "Transcript" });
  pane.dataset.version = versionOf(data);
  const scroller = el("div", "or-turns", { tabindex: 0, role: "region", "aria-label": data.title });
  for (const turn of data.turns) scroller.append(drawTurn(data.name, turn));
  pane.append(drawHead(data, pane), scroller);
  return pane;
}

function drawHead(data, pane) {
  const speakers = new Set(data.turns.map((turn) => turn.who)).size;
  const facts = `${count(data.turns.length, "turn")} · ${count(speakers, "speaker")}`;
  const head = el("header", "or-head");
  const back = el("button", "or-back", { type: "button" }, "↑ Back to the answer");
  back.addEventListener("click", () => {
    cameFrom?.scrollIntoView({ block: "center" });
    cameFrom?.focus({ preventScroll: true });
  });
  head.append(el("div", "or-facts", {}, facts), back, drawSearch(data, pane));
  return head;
}

function drawTurn(name, turn) {
  const article = el("article", "or-turn", { tabindex: -1, "data-number": turn.number });
  const href = `#turn=${encodeURIComponent(`${name}#${turn.number}`)}`;
  const by = el("div", "or-by");
  by.append(
    el("a", "or-number", { href, title: "Link to this turn" }, String(turn.number)),
    el("span", "or-who", {}, turn.who),
  );
  if (turn.label) by.append(el("span", "or-label", {}, turn.label));
  if (turn.named_in) {
    const from = `#turn=${encodeURIComponent(`${name}#${turn.named_in}`)}`;
    by.append(el("a", "or-label", { href: from }, `named in turn ${turn.named_in}`));
  }
  if (turn.time) by.append(el("span", "or-time", {}, turn.time));
  const text = el("div", "or-text");
  article.append(by, text);
  fill(text, turn);
  return article;
}

// The turn's text cut at every boundary of its stage notes and marks; each piece one element.
function fill(node, turn, marks = []) {
  const ranges = [...noteRanges(turn), ...marks];
  const cuts = [0, turn.text.length, ...ranges.flatMap((r) => [r.start, r.end])];
  const at = [...new Set(cuts)].sort((a, b) => a - b);
  const pieces = at.slice(1).map((end, i) => {
    const kinds = ranges.filter((r) => r.start <= at[i] && end <= r.end).map((r) => r.kind);
    const words = turn.text.slice(at[i], end);
    if (!kinds.length) return words;
    const tag = kinds.includes("cited") ? "mark" : "span";
    return el(tag, kinds.map((kind) => `or-${kind}`).join(" "), {}, words);
  });
  node.replaceChildren(...pieces);
}

function noteRanges(turn) {
  let from = 0;
  return turn.notes.flatMap((note) => {
    const start = turn.text.indexOf(note, from);
    if (start < 0) return [];
    from = start + note.length;
    return [{ start, end: from, kind: "note" }];
  });
}

function el(tag, className, attributes = {}, text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

const count = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
