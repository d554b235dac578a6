// Files dropped anywhere on a page go to the uploader of transcripts, which may be out of sight.

const UPLOADER = ":is(.st-key-add, .st-key-drop) input[type=file]";
const OWN = "[data-testid=stFileUploaderDropzone]"; // takes what is dropped on it by itself
let stop = () => {};

export default function ({ parentElement }) {
  const veil = parentElement.querySelector(".or-veil") ?? parentElement.appendChild(el("div", "or-veil"));
  veil.textContent = "Drop transcripts to add them to the library";
  const listeners = {
    dragover: (event) => {
      if (!holdsFiles(event) || !document.querySelector(UPLOADER)) return;
      const isOwn = Boolean(event.target.closest?.(OWN));
      veil.classList.toggle("or-on", !isOwn);
      if (!isOwn) event.preventDefault();
    },
    dragleave: (event) => {
      if (!event.relatedTarget) veil.classList.remove("or-on");
    },
    drop: (event) => {
      veil.classList.remove("or-on");
      const input = document.querySelector(UPLOADER);
      if (!holdsFiles(event) || !input || event.target.closest?.(OWN)) return;
      event.preventDefault();
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
  };
  stop();
  for (const [name, act] of Object.entries(listeners)) document.addEventListener(name, act);
  stop = () => {
    for (const [name, act] of Object.entries(listeners)) document.removeEventListener(name, act);
  };
  return stop;
}

const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
