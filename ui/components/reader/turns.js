// Drawing a turn: who, when, its words with their notes and marks.

function drawTurn(pane, turn) {
  const article = el("article", "or-turn", {
    tabindex: -1,
    "data-number": turn.number,
    "aria-posinset": turn.number,
    "aria-setsize": pane.data.turns.length,
    "aria-label": `Turn ${turn.number}, ${turn.who}`,
  });
  const by = el("div", "or-by");
  const names = by.appendChild(el("span", "or-names"));
  names.append(el("span", "or-who", {}, turn.who));
  if (turn.label) names.append(el("span", "or-label", {}, turn.label));
  if (turn.named_in) {
    const href = hrefOf(pane.data.name, turn.named_in);
    names.append(el("a", "or-label", { href }, `named in turn ${turn.named_in}`));
  }
  by.append(drawTime(pane, turn));
  by.append(button("or-copy", "Copy with its reference", "Copy", (event) => copyTurn(pane, turn, event)));
  const href = hrefOf(pane.data.name, turn.number);
  by.append(el("a", "or-number", { href, title: "Link to this turn" }, String(turn.number)));
  const said = el("div", "or-said");
  said.append(by, el("div", "or-text"));
  article.append(portrait(turn.who, pane.colours.get(turn.who)), said);
  dress(pane, article);
  return article;
}

function drawTime(pane, turn) {
  if (!turn.time || !pane.play) return el("span", "or-time", {}, turn.time ?? "");
  return button("or-time", `Play from ${turn.time}`, `▶ ${turn.time}`, () => pane.play(turn.start));
}

// What is selected in the turn, else its cited words, else all of it; with who, where and the address.
async function copyTurn(pane, turn, { currentTarget: pressed }) {
  const text = textOf(pressed.closest(".or-turn"));
  const selection = getSelection();
  const cited = [...text.querySelectorAll(".or-cited")].map((mark) => mark.textContent).join("");
  const isHere = selection.rangeCount && text.contains(selection.getRangeAt(0).commonAncestorContainer);
  const words = (isHere && selection.toString().trim()) || cited.trim() || turn.text;
  const url = new URL(location.href);
  url.search = new URLSearchParams({ turn: `${pane.data.name}#${turn.number}` });
  const named = [pane.data.title, pane.data.date].filter(Boolean).join(", ");
  const place = turn.time ?? `turn ${turn.number}`;
  await toClipboard(`“${words}”\n${turn.who} · ${named} · ${place}\n${url.origin}${url.pathname}${url.search}\n`);
  pressed.textContent = "Copied";
  setTimeout(() => (pressed.textContent = "Copy"), 1500);
}

// A drawn turn as it is now: open or not, and its marks.
function dress(pane, article) {
  const turn = pane.data.turns[article.dataset.number - 1];
  const marks = marksOf(pane, turn);
  const isOpen = turn.number === numberOf(pane.target);
  article.classList.toggle("or-open", isOpen);
  article.classList.toggle("or-also", !isOpen && marks.length > 0);
  article.classList.toggle("or-playing", turn.number === pane.playing);
  fill(textOf(article), turn, marks);
}

const textOf = (article) => article.querySelector(".or-text");

// The words cited by the link followed last, and faintly those of the answer's other citations.
function marksOf(pane, turn) {
  const here = `${pane.data.name}#${turn.number}`;
  const open = pane.target?.toString();
  const cited = kept.cited.filter((link) => link !== open).map((link) => [link, "faint"]);
  if (open) cited.push([open, "cited"]);
  return cited.flatMap(([link, kind]) => {
    const target = new URLSearchParams(link);
    const [start, end] = (target.get("words") ?? "").split("-").map(Number);
    if (target.get("turn") !== here || !(end > start)) return [];
    return [{ start: unit(turn.text, start), end: unit(turn.text, end), kind }];
  });
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

// The turn's text cut at every boundary of its stage notes and marks; each piece one element.
function fill(node, turn, marks = []) {
  const ranges = [...noteRanges(turn), ...marks];
  const cuts = [0, turn.text.length, ...ranges.flatMap((r) => [r.start, r.end])];
  const at = [...new Set(cuts)].sort((a, b) => a - b);
  const pieces = at.slice(1).map((end, i) => {
    const kinds = ranges.filter((r) => r.start <= at[i] && end <= r.end).map((r) => r.kind);
    const words = turn.text.slice(at[i], end);
    if (!kinds.length) return words;
    const tag = kinds.includes("cited") || kinds.includes("faint") ? "mark" : "span";
    return el(tag, [...new Set(kinds)].map((kind) => `or-${kind}`).join(" "), {}, words);
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

// A turn's height in pixels before it has been drawn: lines of words of about 7.5 pixels a letter.
function guessHeight(turn, width) {
  const letters = Math.max(20, (width - 92) / 7.5);
  const lines = turn.text.split("\n").reduce((n, line) => n + Math.max(1, Math.ceil(line.length / letters)), 0);
  return 49 + lines * 25.6;
}
