// The bar over a transcript: its size, jump, find; the answer's citations, back and forward.

function drawHead(pane) {
  const head = el("header", "or-head");
  const toAnswer = button("or-back", "Back to the answer", "↑ Answer", () => {
    kept.from?.scrollIntoView({ block: "center" });
    kept.from?.focus({ preventScroll: true });
  });
  const cited = drawCited(pane);
  const trail = drawTrail(pane);
  const jump = drawJump(pane);
  const search = drawSearch(pane);
  // On a row of its own: what comes and goes moves nothing else.
  const walk = el("div", "or-walk");
  walk.append(toAnswer, cited.node, trail.node);
  head.append(facts(pane), jump, search.node, walk);
  pane.search = search;
  pane.head = {
    node: head,
    refresh: () => [cited, trail].forEach((part) => part.refresh()),
    jump: () => jump.querySelector("input").focus(),
  };
  return head;
}

function facts(pane) {
  const { turns } = pane.data;
  const length = turns.findLast((turn) => turn.time)?.time;
  const parts = [count(turns.length, "turn"), count(pane.colours.size, "speaker")];
  if (length) parts.push(length);
  return el("div", "or-facts", {}, parts.join(" · "));
}

// "Citation 2 of 5", and to the ones before and after it.
function drawCited(pane) {
  const node = el("div", "or-cites", { role: "group", "aria-label": "Citations of the answer" });
  const status = el("span", "or-count", { "aria-live": "polite" });
  node.append(
    button("or-step", "Previous citation (p)", "‹", () => pane.cite(-1)),
    status,
    button("or-step", "Next citation (n)", "›", () => pane.cite(1)),
  );
  const refresh = () => {
    const at = kept.cited.indexOf(pane.target?.toString());
    node.hidden = kept.cited.length < 2;
    status.textContent = at < 0 ? count(kept.cited.length, "citation") : `${at + 1} of ${kept.cited.length} cited`;
  };
  return { node, refresh };
}

function drawTrail(pane) {
  const node = el("div", "or-trail", { role: "group", "aria-label": "Places looked at" });
  const back = button("or-step", "Back to the place before (b)", "←", () => pane.retrace(-1));
  const on = button("or-step", "Forward (f)", "→", () => pane.retrace(1));
  node.append(back, on);
  const refresh = () => {
    node.hidden = kept.trail.length < 2;
    back.disabled = kept.at <= 0;
    on.disabled = kept.at >= kept.trail.length - 1;
  };
  return { node, refresh };
}

function drawJump(pane) {
  const form = el("form", "or-jump");
  const last = pane.data.turns.length;
  const label = `Go to turn, 1 to ${last.toLocaleString("en")}`;
  const input = el("input", "", {
    type: "text",
    inputmode: "numeric",
    placeholder: "Turn",
    "aria-label": label,
    title: label,
  });
  form.append(input);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const number = Math.min(last, Math.max(1, Number.parseInt(input.value, 10)));
    if (number) pane.open(new URLSearchParams({ turn: `${pane.data.name}#${number}` }));
    input.value = "";
  });
  input.addEventListener("keydown", (event) => event.stopPropagation());
  return form;
}

// Keys, while the transcript has the focus.
const KEYS = {
  n: (pane) => pane.cite(1),
  p: (pane) => pane.cite(-1),
  b: (pane) => pane.retrace(-1),
  f: (pane) => pane.retrace(1),
  j: (pane) => pane.step(1),
  k: (pane) => pane.step(-1),
  g: (pane) => pane.head.jump(),
  "/": (pane) => pane.search.focus(),
};

function onKey(pane, event) {
  const isTyping = event.target.closest("input, textarea, select, audio, video");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  KEYS[event.key](pane);
}
