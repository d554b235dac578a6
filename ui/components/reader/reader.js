// The transcript pane. Everything shown is text (textContent); nothing of a transcript is markup.

const LINK = 'a[href^="#turn="]';
let stop = () => {};
let cameFrom = null; // the link followed last, to go back to where the panes are stacked
let clicked = false; // a link was followed and its turn is not open yet
let followed = null; // where the last link led

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
  if (clicked) followed = key;
  if (clicked || (key === followed && isLost(pane))) article.focus({ preventScroll: true });
  clicked = false;
}

// A pane drawn anew takes the focus along that a click gave to the turn in the one before.
function isLost(pane) {
  const held = document.activeElement;
  return !held || held === document.body || (held.closest(".or-turn") && !pane.contains(held));
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
