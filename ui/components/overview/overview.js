// The first look at a transcript. Everything in it is a link to its turn, which the pane follows.

export default function ({ data, parentElement, setTriggerValue }) {
  const key = JSON.stringify(data);
  const old = parentElement.querySelector(".or-look");
  if (old?.dataset.key === key) return;
  const isOpen = old?.querySelector("details")?.open ?? false;
  const look = el("section", "or-look", { "aria-label": `First look at ${data.title}` });
  look.dataset.key = key;
  const colours = coloursOf(data.order);
  look.append(
    el("p", "or-facts", {}, data.facts.join(" · ")),
    ...suggested(data, setTriggerValue),
    ...part("Who speaks when", [drawTalkers(data, colours), drawTable(data, isOpen)]),
    ...part("What it goes through", drawTopics(data)),
    ...part("What is told", drawTelling(data, colours)),
    ...part("What is asked", drawAsked(data), data.asked_note),
    ...part("Named again and again", drawRecurring(data, data.names)),
    ...part("Figures said again", drawRecurring(data, data.figures)),
  );
  old?.remove();
  parentElement.append(look);
}

// A part with nothing in it is left out.
function part(title, nodes, note) {
  if (!nodes.length) return [];
  const head = el("h4", "", {}, title);
  if (note) head.append(el("span", "or-aside", {}, note));
  return [head, ...nodes];
}

const linkTo = (data, place, className = "or-to", words = `turn ${place.turn}`) =>
  el(
    "a",
    className,
    { href: hrefOf(data.name, place.turn) + (place.words ? `&words=${place.words}` : "") },
    place.time ? `${words} · ${place.time}` : words,
  );

function suggested(data, setTriggerValue) {
  if (data.pending) return [el("p", "or-aside", { role: "status" }, "Looking for questions that it answers …")];
  if (!data.questions.length) return [];
  const row = el("div", "or-try", { role: "group", "aria-label": "Questions to begin with" });
  for (const question of data.questions) {
    row.append(button("or-question", question, question, () => setTriggerValue("ask", question)));
  }
  return [row];
}

// A bar wherever somebody speaks. Pictures are for the eye; the table behind says the same.
function drawTalkers(data, colours) {
  const picture = el("div", "or-picture", { "aria-hidden": "true" });
  for (const talker of data.talkers.filter((each) => each.bars)) {
    const colour = colours.get(talker.name);
    const row = el("div", "or-talker");
    const who = linkTo(data, { turn: talker.first }, "or-name", talker.name);
    who.tabIndex = -1;
    const track = el("div", `or-track or-c${colour}`);
    for (const [from, to, turn, when] of talker.bars) {
      const title = `${talker.name}, ${when}`;
      const bar = el("a", "or-bar", { href: hrefOf(data.name, turn), title, tabindex: -1 });
      bar.style.left = `${from * 100}%`;
      bar.style.width = `${(to - from) * 100}%`;
      track.append(bar);
    }
    row.append(portrait(talker.name, colour), who, track, el("span", "or-share", {}, talker.share));
    picture.append(row);
  }
  const axis = el("div", "or-axis");
  for (const mark of data.axis) axis.append(el("span", "", {}, mark));
  picture.append(axis);
  return picture;
}

function drawTable(data, isOpen) {
  const table = el("table", "or-table");
  const head = el("tr", "");
  const columns = ["Speaker", "Words", "Share", "Turns", "Speaks first"];
  for (const column of columns) head.append(el("th", "", { scope: "col" }, column));
  const rows = data.talkers.map((talker) => {
    const row = el("tr", "");
    const cells = [talker.words.toLocaleString("en"), talker.share, talker.turns.toLocaleString("en")];
    row.append(el("th", "", { scope: "row" }, talker.name), ...cells.map((cell) => el("td", "", {}, cell)));
    const first = el("td", "");
    first.append(linkTo(data, { turn: talker.first }));
    row.append(first);
    return row;
  });
  const body = el("tbody", "");
  body.append(...rows);
  const top = el("thead", "");
  top.append(head);
  table.append(top, body);
  const details = el("details", "or-behind");
  details.open = isOpen;
  details.append(el("summary", "", {}, "As a table"), table);
  return details;
}

const list = (className, items) => (items.length ? [withItems(el("ul", className), items)] : []);
function withItems(node, items) {
  for (const parts of items) {
    const item = el("li", "");
    item.append(...parts);
    node.append(item);
  }
  return node;
}

const drawTopics = (data) =>
  list("or-topics", data.topics.map((topic) => [
    el("span", "", {}, topic.heading),
    linkTo(data, topic),
    ...(topic.said ? [el("span", "or-quiet", {}, topic.said)] : []),
  ]));

const drawTelling = (data, colours) =>
  list("or-quotes", data.telling.map((quote) => [
    portrait(quote.who, colours.get(quote.who)),
    withParts(el("div", ""), [el("span", "", {}, `“${quote.said}” `), el("span", "or-quiet", {}, `${quote.who}, `), linkTo(data, quote)]),
  ]));

const drawAsked = (data) =>
  list("or-asked", data.asked.map((asked) => [
    el("span", "", {}, `${asked.said} `),
    el("span", "or-quiet", {}, `${asked.who}, `),
    linkTo(data, asked),
    el("span", `or-answer${asked.open ? " or-left-open" : ""}`, {}, asked.open ? "perhaps left open" : "taken up"),
    ...(asked.reply ? [linkTo(data, { turn: asked.reply }, "or-to", `reply in turn ${asked.reply}`)] : []),
  ]));

const drawRecurring = (data, found) =>
  list("or-again", found.map((each) => [
    linkTo(data, { turn: each.turn, words: each.words }, "or-named", each.text),
    el("span", "or-times", {}, `${each.times}×`),
  ]));

function withParts(node, parts) {
  node.append(...parts);
  return node;
}
