// A list of any length of which only what is in sight, and a little more, is in the document.
// The height of an item is guessed until it has been drawn once.

const MARGIN = 500; // pixels drawn beyond both edges of the window
const KEPT = 300; // items that stay while words in them are selected

function makeList(scroller, { size, guess, draw, drawn: onDrawn }) {
  const box = el("div", "or-list");
  scroller.append(box);
  const heights = new Float64Array(size);
  const tops = new Float64Array(size + 1);
  let first = 0;
  let last = -1; // the items in the document
  let width = 0;

  const add = () => {
    for (let i = 0; i < size; i++) tops[i + 1] = tops[i] + heights[i];
  };
  // The item that holds a height in the list.
  const itemAt = (y) => {
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (tops[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const place = () => {
    const item = itemAt(scroller.scrollTop);
    return { item, offset: scroller.scrollTop - tops[item] };
  };

  const wanted = () => {
    const top = scroller.scrollTop;
    // Before the style sheet is there, the list is as high as all its items.
    const seen = Math.min(scroller.clientHeight, window.innerHeight);
    let from = itemAt(Math.max(0, top - MARGIN));
    let to = itemAt(top + seen + MARGIN);
    const all = Math.max(to, last) - Math.min(from, first);
    if (all < KEPT && isSelecting(box)) [from, to] = [Math.min(from, first), Math.max(to, last)];
    return [from, to];
  };

  const fill = (from, to) => {
    if (!size || (from === first && to === last)) return false;
    const held = document.activeElement;
    const keep = new Map([...box.children].map((node, i) => [first + i, node]));
    for (const [i, node] of keep) if (i < from || i > to) node.remove();
    let before = null;
    for (let i = to; i >= from; i--) {
      let node = keep.get(i);
      if (!node) box.insertBefore((node = draw(i)), before);
      before = node;
    }
    [first, last] = [from, to];
    if (held !== document.activeElement) scroller.focus({ preventScroll: true });
    return true;
  };

  const measure = () => {
    let changed = false;
    [...box.children].forEach((node, i) => {
      const { height } = node.getBoundingClientRect();
      if (!height || Math.abs(height - heights[first + i]) < 0.5) return;
      heights[first + i] = height;
      changed = true;
    });
    return changed;
  };

  const pad = () => {
    box.style.paddingTop = `${tops[first]}px`;
    box.style.paddingBottom = `${tops[size] - tops[last + 1]}px`;
  };

  // What stands at the top stays there when heights turn out other than guessed.
  const update = () => {
    if (!size) return;
    const { item, offset } = place();
    let isNew = false;
    for (let tries = 0; tries < 4; tries++) {
      isNew = fill(...wanted()) || isNew;
      pad();
      if (!measure()) break;
      add();
      pad();
      const top = tops[item] + offset;
      if (Math.abs(scroller.scrollTop - top) >= 0.5) scroller.scrollTop = top;
    }
    if (isNew) onDrawn();
  };

  const resize = () => {
    if (!scroller.clientWidth) return;
    const at = place();
    if (scroller.clientWidth !== width) {
      width = scroller.clientWidth;
      for (let i = 0; i < size; i++) heights[i] = guess(i, width);
      add();
    }
    go(at);
  };
  const go = ({ item, offset }) => {
    pad();
    scroller.scrollTop = tops[item] + offset;
    update();
  };

  for (let i = 0; i < size; i++) heights[i] = guess(i, 640);
  add();
  scroller.addEventListener("scroll", update, { passive: true });
  new ResizeObserver(resize).observe(scroller);
  return {
    update,
    place,
    go,
    nodes: () => box.children,
    node: (i) => (first <= i && i <= last ? box.children[i - first] : null),
    // Bring an item into the document, at the middle of the window.
    bring: (item) => {
      const middle = (scroller.clientHeight - heights[item]) / 2;
      if (item < first || item > last) go({ item, offset: -Math.max(0, middle) });
      return box.children[item - first];
    },
  };
}

function isSelecting(box) {
  const selection = document.getSelection();
  return selection && !selection.isCollapsed && box.contains(selection.anchorNode);
}
