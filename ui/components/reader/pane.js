// The pane of one transcript: its bar, its turns, and which place of it is open.

function makePane(data) {
  const node = el("section", "or-reader", { "aria-label": "Transcript" });
  const pane = { node, data, target: null, playing: null };
  node.pane = pane;
  pane.colours = coloursOf(data.turns.map((turn) => turn.who));
  pane.view = el("div", "or-turns", { tabindex: 0, role: "feed", "aria-label": data.title });
  const player = data.media ? drawPlayer(pane) : null;
  pane.list = makeList(pane.view, {
    size: data.turns.length,
    guess: (i, width) => guessHeight(data.turns[i], width),
    draw: (i) => drawTurn(pane, data.turns[i]),
    drawn: () => pane.search.repaint(),
  });
  node.append(drawHead(pane), ...(player ? [player] : []), pane.view);
  pane.view.addEventListener("scroll", () => remember(pane), { passive: true });
  node.addEventListener("keydown", (event) => onKey(pane, event));
  pane.step = (by) => step(pane, by);
  return pane;
}

const versionOf = (data) => `${data.name}@${data.version}`;
const nameOf = (target) => (target?.get("turn") ?? "").replace(/#\d+$/, "");
const numberOf = (target) => Number(/#(\d+)$/.exec(target?.get("turn") ?? "")?.[1]);

// Where each transcript was left, for when it is drawn anew.
function remember(pane) {
  if (!pane.node.isConnected || !pane.view.clientHeight) return;
  kept.places.set(versionOf(pane.data), { ...pane.list.place(), target: pane.target });
}

// Open a place of this transcript; `at`: where the window stood, instead of bringing it into sight.
function follow(pane, target, at) {
  pane.target = target;
  for (const article of pane.list.nodes()) dress(pane, article);
  pane.head.refresh();
  pane.search.repaint();
  const number = numberOf(target);
  if (at) pane.list.go(at);
  else if (pane.data.turns[number - 1]) {
    reveal(pane, number, (article) => article.querySelector(".or-cited") ?? article);
  }
  remember(pane);
}

// Heights out of sight are guesses, and the first time the style sheet may not be there yet:
// scroll again, frame by frame, until the place stays where it is.
function reveal(pane, number, placeIn) {
  const { view, list } = pane;
  const turn = (pane.revealing = {}); // a later call takes over
  let still = 0;
  const scroll = (frames) => {
    if (pane.revealing !== turn) return;
    list.bring(number - 1);
    const before = view.scrollTop;
    const article = list.node(number - 1);
    if (article) view.scrollTop += distance(placeIn(article), article, view);
    list.update();
    const settled = Math.abs(view.scrollTop - before) < 1 && view.scrollHeight > view.clientHeight;
    still = settled ? still + 1 : 0;
    if (frames && still < 3) requestAnimationFrame(() => scroll(frames - 1));
  };
  pane.node.scrollIntoView({ block: "nearest" });
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

// To the turn before or after the one that has the focus, else the one at the top.
function step(pane, by) {
  const held = document.activeElement?.closest(".or-turn");
  const now = held ? Number(held.dataset.number) : pane.list.place().item + 1 - Math.min(by, 0);
  const number = Math.min(pane.data.turns.length, Math.max(1, now + (held ? by : 0)));
  reveal(pane, number, (article) => article);
  pane.list.node(number - 1)?.focus({ preventScroll: true });
}
