// Keys for the whole page and the sheet that lists them, and what the server cannot do: write to the
// clipboard, and open the first citation of a new answer.

const KEYS = [
  ["N", "New chat"],
  ["/", "Write a question"],
  ["Tab, then Enter", "Go to a citation and open it"],
  ["n, p", "In the transcript: next and previous citation of the answer"],
  ["b, f", "Back and forward through the places looked at"],
  ["j, k", "Next and previous turn"],
  ["/, g", "Find words, go to a turn"],
  ["Escape", "Leave a field, close a menu or this sheet"],
  ["?", "This sheet"],
];
const done = (window.onRecordKeys ??= { copied: 0, opened: null });
let stopKeys = () => {};
let watched = null; // the conversation
let following = false;
// By these somebody takes over from what scrolls by itself.
const TAKING_OVER = ["wheel", "touchmove", "pointerdown", "keydown"];
const QUESTIONS = ".stChatMessage:has([data-testid=stChatMessageAvatarUser])";

export default function ({ data, parentElement }) {
  const sheet = parentElement.querySelector("dialog") ?? parentElement.appendChild(drawSheet());
  watch(document.querySelector(".st-key-conversation"));
  if (data.copy && data.copy.number !== done.copied) {
    done.copied = data.copy.number;
    toClipboard(data.copy.text);
  }
  if (data.answered && data.answered !== done.opened) {
    done.opened = data.answered;
    openFirst(data.first);
    showStart();
  }
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const held = document.activeElement;
    const typing = held?.matches?.("input, textarea, select, [contenteditable='true']");
    if (typing) {
      if (event.key === "Escape") held.blur();
      return;
    }
    if (event.key === "?") sheet.open ? sheet.close() : sheet.showModal();
    else if (event.key === "/") document.querySelector('[data-testid="stChatInputTextArea"]')?.focus();
    else return;
    event.preventDefault();
  };
  const onClick = (event) => {
    if (event.target.closest?.(".st-key-keys-sheet button")) sheet.showModal();
  };
  stopKeys();
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  stopKeys = () => {
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("click", onClick);
  };
  return stopKeys;
}

// Beside the answer, where there is room: on a phone it would take the answer out of sight.
function openFirst(href) {
  if (!href || window.innerWidth <= 900) return;
  const held = document.activeElement;
  const links = document.querySelectorAll(".st-key-conversation a[href^='#turn=']");
  const link = [...links].findLast((l) => l.getAttribute("href") === href);
  link?.click();
  if (link) held?.focus?.({ preventScroll: true });
}

// A new question is brought into sight, and what comes is followed until somebody scrolls.
function watch(view) {
  if (!view || view === watched) return;
  watched = view;
  following = false;
  const last = () => [...view.querySelectorAll(QUESTIONS)].at(-1)?.textContent;
  let seen = last();
  new MutationObserver(() => {
    const now = last();
    if (now && now !== seen) following = true;
    seen = now;
    if (following) view.scrollTop = view.scrollHeight;
  }).observe(view, { childList: true, subtree: true });
  for (const kind of TAKING_OVER) {
    view.addEventListener(kind, () => (following = false), { passive: true });
  }
}

// An answer longer than the window is read from its beginning. Streamlit scrolls to the end for a
// while: scroll again, frame by frame, until the place stays where it is or somebody takes over.
function showStart() {
  const view = document.querySelector(".st-key-conversation");
  if (!following || !view) return;
  following = false;
  const ended = new AbortController();
  const end = () => {
    ended.abort();
    view.removeAttribute("aria-busy");
  };
  for (const kind of TAKING_OVER) {
    document.addEventListener(kind, end, { passive: true, capture: true, signal: ended.signal });
  }
  view.setAttribute("aria-busy", "true");
  let still = 0;
  const scroll = (frames) => {
    const question = [...view.querySelectorAll(QUESTIONS)].at(-1);
    if (ended.signal.aborted) return;
    if (!question || !frames || still >= 20) return end();
    const top = question.getBoundingClientRect().top - view.getBoundingClientRect().top;
    const below = view.scrollHeight - view.clientHeight - view.scrollTop;
    const off = Math.min(top, below);
    if (Math.abs(off) > 2) view.scrollTop += off;
    still = Math.abs(off) > 2 ? 0 : still + 1;
    requestAnimationFrame(() => scroll(frames - 1));
  };
  scroll(90);
}

function drawSheet() {
  const sheet = document.createElement("dialog");
  sheet.className = "or-keys";
  sheet.setAttribute("aria-label", "Keys");
  const head = document.createElement("h2");
  head.textContent = "Keys";
  const list = document.createElement("dl");
  for (const [key, what] of KEYS) {
    const name = list.appendChild(document.createElement("dt"));
    name.appendChild(document.createElement("kbd")).textContent = key;
    list.appendChild(document.createElement("dd")).textContent = what;
  }
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => sheet.close());
  sheet.append(head, list, close);
  return sheet;
}
