// The recording beside a transcript: play from a turn, and follow the turn that is heard.

const RESTS = 4000; // milliseconds for which somebody who scrolls is left alone

function drawPlayer(pane) {
  const { media, turns } = pane.data;
  const bar = el("div", "or-player");
  const sound = el(media.kind, "or-media", { controls: "", preload: "metadata", src: media.src, "aria-label": "Recording" });
  const follows = el("input", "", { type: "checkbox" });
  follows.checked = true;
  const label = el("label", "or-follow");
  label.append(follows, " Follow along");
  const problem = el("p", "or-problem", { role: "status" });
  problem.hidden = true;
  bar.append(sound, label, problem);

  const timed = turns.filter((turn) => turn.start !== null);
  let scrolled = 0;
  for (const kind of ["wheel", "touchmove"]) {
    pane.view.addEventListener(kind, () => (scrolled = performance.now()), { passive: true });
  }
  sound.addEventListener("timeupdate", () => {
    const now = timed.findLast((turn) => turn.start <= sound.currentTime * 1000 + 1)?.number ?? null;
    if (now === pane.playing) return;
    pane.playing = now;
    for (const article of pane.list.nodes()) {
      article.classList.toggle("or-playing", Number(article.dataset.number) === now);
    }
    const isLeftAlone = sound.paused || performance.now() - scrolled < RESTS;
    if (now && follows.checked && !isLeftAlone) reveal(pane, now, (article) => article);
  });
  sound.addEventListener("error", () => {
    problem.textContent = "The recording cannot be played here: it is missing, or of a kind this browser does not know.";
    problem.hidden = false;
  });
  pane.play = (start) => {
    sound.currentTime = start / 1000;
    sound.play().catch(() => {}); // the error is said by its own event
  };
  return bar;
}
