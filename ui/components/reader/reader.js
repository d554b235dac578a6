// The transcript pane: which transcript is shown, and the links that lead into it.

const LINK = 'a[href^="#turn="]';
let stop = () => {};
let clicked = false; // a link was followed and its turn is not open yet
let followed = null; // where the last link led

// What outlives the pane when another page is looked at. `ahead`: transcripts that came with an
// answer, before anybody opened them; `places`: where each was left; `trail`, `at`: the links
// followed, and which of them is open; `cited`: the links of the answer followed last, `from` there.
const kept = (window.onRecord ??= {
  ahead: new Map(),
  places: new Map(),
  trail: [],
  at: -1,
  cited: [],
  from: null,
});

export default function ({ data, parentElement, setTriggerValue }) {
  if (data.ahead) {
    kept.ahead.set(data.ahead.name, data.ahead);
    return () => {};
  }
  let pane = show(parentElement, data);

  const open = (target, isNew = true) => {
    if (isNew) leaveTrail(target.toString());
    showAddress(target);
    clicked = true;
    const name = nameOf(target);
    if (name !== pane.data.name) setTriggerValue("open", target.get("turn"));
    if (name !== pane.data.name && kept.ahead.has(name)) {
      pane = show(parentElement, kept.ahead.get(name));
      connect();
    }
    arrive(pane, target);
  };
  const connect = () => {
    pane.open = open;
    pane.cite = (by) => {
      const at = kept.cited.indexOf(pane.target?.toString());
      const next = at < 0 ? (by > 0 ? 0 : kept.cited.length - 1) : at + by;
      if (kept.cited[next]) open(new URLSearchParams(kept.cited[next]));
    };
    pane.retrace = (by) => {
      if (!kept.trail[kept.at + by]) return;
      kept.at += by;
      open(new URLSearchParams(kept.trail[kept.at]), false);
    };
  };
  connect();
  comeBack(pane);

  const onClick = (event) => {
    const link = event.target.closest?.(LINK);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!link.closest(".or-reader")) {
      kept.from = link;
      kept.cited = citationsOf(link.closest(".stChatMessage"));
    }
    open(targetOf(link));
  };
  stop();
  document.addEventListener("click", onClick, true);
  stop = () => document.removeEventListener("click", onClick, true);
  return stop;
}

const targetOf = (link) => new URLSearchParams(link.getAttribute("href").slice(1));

// The citations of an answer, each once: their links have a title, links to mere turns do not.
function citationsOf(answer) {
  const links = answer ? [...answer.querySelectorAll(`${LINK}[title]`)] : [];
  return [...new Set(links.map((link) => targetOf(link).toString()))];
}

function leaveTrail(link) {
  if (kept.trail[kept.at] === link) return;
  kept.trail = [...kept.trail.slice(0, kept.at + 1), link];
  kept.at = kept.trail.length - 1;
}

function show(parent, data) {
  const old = parent.querySelector(".or-reader");
  if (old?.pane && versionOf(old.pane.data) === versionOf(data)) return old.pane;
  old?.remove();
  const pane = makePane(data);
  parent.append(pane.node);
  pane.list.update();
  pane.head.refresh();
  return pane;
}

function showAddress(target) {
  const url = new URL(location.href);
  for (const key of ["turn", "words"]) {
    if (target.has(key)) url.searchParams.set(key, target.get(key));
    else url.searchParams.delete(key);
  }
  history.replaceState(history.state, "", url);
}

const addressed = () => {
  const target = new URLSearchParams();
  const all = new URLSearchParams(location.search);
  for (const key of ["turn", "words"]) if (all.has(key)) target.set(key, all.get(key));
  return target;
};

// A pane drawn again: at the place in the address, else where it was left.
function comeBack(pane) {
  const left = kept.places.get(versionOf(pane.data));
  const target = addressed();
  if (nameOf(target) === pane.data.name) arrive(pane, target, left);
  else if (left && pane.target === null) follow(pane, left.target, left);
}

function arrive(pane, target, left) {
  if (nameOf(target) !== pane.data.name) return;
  const key = target.toString();
  if (!clicked && pane.target?.toString() === key) return;
  const isBack = !clicked && left?.target?.toString() === key;
  follow(pane, target, isBack ? left : null);
  if (clicked) followed = key;
  const article = pane.list.node(numberOf(target) - 1);
  if (clicked || (key === followed && !isBack && isLost(pane))) article?.focus({ preventScroll: true });
  clicked = false;
}

// A pane drawn anew takes the focus along that a click gave to the turn in the one before.
function isLost(pane) {
  const held = document.activeElement;
  return !held || held === document.body || (held.closest(".or-turn") && !pane.node.contains(held));
}
