// A colour and initials for each speaker, the same wherever they are shown.

const COLOURS = 10; // --or-tint of .or-c0 to .or-c9
const TITLES = /^(mr|mrs|ms|miss|dr|prof|sir|the|de|van|von|of)\.?$/i;

// By the name, so that somebody looks the same in every transcript; where two would look alike in
// one, the one who speaks later takes the next colour that is free.
function coloursOf(names) {
  const given = new Map();
  const taken = new Set();
  for (const name of names) {
    if (given.has(name)) continue;
    let colour = hash(name) % COLOURS;
    for (let i = 0; i < COLOURS && taken.has(colour); i++) colour = (colour + 1) % COLOURS;
    taken.add(colour);
    if (taken.size === COLOURS) taken.clear();
    given.set(name, colour);
  }
  return given;
}

const hash = (text) => [...text].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) >>> 0, 7);

const UNNAMED = / \(not named\)$/; // as `who` in chats/references.py ends for such a voice

function initials(name) {
  if (/^(an?|somebody) /i.test(name) && UNNAMED.test(name)) return "?";
  const words = name.replace(UNNAMED, "").split(/[\s,.()/_-]+/).filter((w) => /[\p{L}\p{N}]/u.test(w));
  const telling = words.filter((w) => !TITLES.test(w));
  const [first, ...rest] = telling.length ? telling : words;
  if (!first) return "?";
  return [first, rest.at(-1)].map((w) => (w ? [...w][0].toUpperCase() : "")).join("");
}

const portrait = (name, colour) =>
  el("span", `or-portrait or-c${colour}`, { "aria-hidden": "true" }, initials(name));
