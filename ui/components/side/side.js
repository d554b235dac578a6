// On a narrow window the side bar lies over the page: it goes once a page or a conversation was chosen.

const NARROW = 768; // pixels, as Streamlit has it
const CHOICES =
  "[data-testid=stSidebarNavLink], .st-key-new-chat button, .st-key-chats [class*=st-key-show-] button";
let leave = () => {};

export default function () {
  const onClick = (event) => {
    if (window.innerWidth > NARROW || !event.target.closest?.(CHOICES)) return;
    document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  };
  leave();
  document.addEventListener("click", onClick);
  leave = () => document.removeEventListener("click", onClick);
  return leave;
}
