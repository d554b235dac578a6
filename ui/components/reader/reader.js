// The transcript pane. Everything shown is text (textContent); nothing of a transcript is markup.

const LINK = 'a[href^="#turn="]';
let stop = () => {};
let cameFrom = null; // the link followed last, to go back to where the panes are stacked
let clicked = false; // a link was followed and its turn is not open yet

// Transcripts that came with an answer, before anybody opened them.
const ahead = (window.onRecordAhead ??= new Map());

export default function ({ data, parentElement, setTriggerValue }) {
  if (data.ahead) {
    ahead.set(data.ahead.name, data.ahead);
    return () => {};
  }
  let shown = data;
  let pane = show(parentElement, data);
  follow(pane, data, new URLSearchParams(location.search));

  const onClick = (event) => {
    const link = event.target.closest?.(LINK);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const target = new URLSearchParams(link.getAttribute("href").slice(1));
    const name = nameOf(target);
    showAddress(target);
    if (!link.closest(".or-reader")) cameFrom = link;
    clicked = true;
    if (name !== shown.name) setTriggerValue("open", target.get("turn"));
    if (name !== shown.name && ahead.has(name)) {
      shown = ahead.get(name);
      pane = show(parentElement, shown);
    }
    follow(pane, shown, target);
  };
  stop();
  document.addEventListener("click", onClick, true);
  stop = () => document.removeEventListener("click", onClick, true);
  return stop;
}

function show(parent, data) {
  const old = parent.querySelector(".or-reader");
  if (old?.dataset.version === versionOf(data)) return old;
  old?.remove();
  const pane = draw(data);
  parent.append(pane);
  return pane;
}

const versionOf = (data) => `${data.name}@${data.version}`;
const nameOf = (target) => (target.get("turn") ?? "").replace(/#\d+$/, "");

function showAddress(target) {
  const url = new URL(location.href);
  for (const key of ["turn", "words"]) {
    if (target.has(key)) url.searchParams.set(key, target.get(key));
    else url.searchParams.delete(key);
  }
  history.replaceState(history.state, "", url);
}

// Drawing

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

// Following a link

function follow(pane, data, target) {
  const key = `${target.get("turn")}/${target.get("words")}`;
  if (nameOf(target) !== data.name || (!clicked && pane.dataset.at === key)) return;
  pane.dataset.at = key;
  unmark(pane, data);
  const number = Number(/#(\d+)$/.exec(target.get("turn"))[1]);
  const turn = data.turns[number - 1];
  const article = articleOf(pane, number);
  if (!article) return;
  const [start, end] = (target.get("words") ?? "").split("-").map(Number);
  if (end > start) {
    const range = { start: unit(turn.text, start), end: unit(turn.text, end), kind: "cited" };
    fill(article.lastChild, turn, [range]);
  }
  article.classList.add("or-open");
  reveal(article.querySelector("mark") ?? article, article);
  if (clicked) article.focus({ preventScroll: true });
  clicked = false;
}

function unmark(pane, data) {
  for (const article of pane.querySelectorAll(".or-open")) {
    article.classList.remove("or-open");
    fill(article.lastChild, data.turns[article.dataset.number - 1]);
  }
}

const articleOf = (pane, number) => pane.lastChild.children[number - 1];

// Turns out of sight have an estimated height until they come near, and the first time the style
// sheet may not be there yet: scroll again, frame by frame, until the place stays where it is.
function reveal(place, article) {
  const view = article.parentElement;
  let still = 0;
  const scroll = (frames) => {
    const before = view.scrollTop;
    view.scrollTop += distance(place, article, view);
    const settled = view.scrollTop === before && view.scrollHeight > view.clientHeight;
    still = settled ? still + 1 : 0;
    if (frames && still < 3) requestAnimationFrame(() => scroll(frames - 1));
  };
  view.closest(".or-reader").scrollIntoView({ block: "nearest" });
  scroll(40);
}

// How far to scroll: the turn to the middle; of a turn too tall for it the place, or its beginning.
function distance(place, article, view) {
  const window = view.getBoundingClientRect();
  const whole = article.getBoundingClientRect();
  const tall = whole.height > window.height * 0.8;
  if (tall && place === article) return whole.top - window.top - 8;
  const box = tall ? place.getBoundingClientRect() : whole;
  return box.top + box.height / 2 - window.top - window.height / 2;
}

// Python counts characters, JavaScript UTF-16 units.
function unit(text, characters) {
  let units = 0;
  for (const character of text) {
    if (characters-- <= 0) break;
    units += character.length;
  }
  return units;
}

// Searching

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

function el(tag, className, attributes = {}, text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

const count = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
