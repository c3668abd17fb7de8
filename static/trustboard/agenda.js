// Items that are moved by dragging their numbers, beside the buttons that everyone has. A move is the button's own form,
// sent with another place; after it the focus is on the item's button again, so that one can go on.

const HELD = "trustboard-moved"; // which button the focus returns to

for (const list of document.querySelectorAll("[data-movable]")) {
  for (const handle of list.querySelectorAll("[data-handle]")) {
    handle.addEventListener("pointerdown", (event) => begin(event, list, handle.closest("[data-place]")));
  }
  list.addEventListener("submit", (event) => keep(event.target.closest("[data-place]"), event.submitter));
}
// After the browser has gone to the item that the address names, and put the focus there.
addEventListener("pageshow", () => setTimeout(returnFocus));

function begin(event, list, item) {
  if (event.button !== 0) return;
  event.preventDefault();
  const handle = event.currentTarget;
  const from = event.clientY;
  handle.setPointerCapture(event.pointerId);
  item.classList.add("tb-item--lifted");

  const move = ({ clientY }) => {
    item.style.transform = `translateY(${clientY - from}px)`;
    mark(list, target(list, item, clientY));
  };
  const end = ({ type, clientY }) => {
    handle.removeEventListener("pointermove", move);
    item.style.transform = "";
    item.classList.remove("tb-item--lifted");
    mark(list, null);
    if (type === "pointerup") send(item, target(list, item, clientY));
  };
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", end, { once: true });
  handle.addEventListener("pointercancel", end, { once: true });
}

// The item over whose place the pointer is.
function target(list, item, y) {
  const others = [...list.querySelectorAll("[data-place]")].filter((other) => other !== item);
  return others.find((other) => {
    const { top, bottom } = other.getBoundingClientRect();
    return top <= y && y <= bottom;
  });
}

function mark(list, item) {
  for (const other of list.querySelectorAll(".tb-item--target")) other.classList.remove("tb-item--target");
  item?.classList.add("tb-item--target");
}

function send(item, onto) {
  const form = item.querySelector("form");
  if (!onto || !form) return;
  const place = Object.assign(document.createElement("input"), { type: "hidden", name: "place", value: onto.dataset.place });
  form.append(place);
  keep(item, null);
  form.submit();
}

function keep(item, button) {
  if (item) sessionStorage.setItem(HELD, `${item.id} ${button?.dataset.move ?? ""}`);
}

function returnFocus() {
  const [id, direction] = (sessionStorage.getItem(HELD) ?? "").split(" ");
  sessionStorage.removeItem(HELD);
  const item = id && document.getElementById(id);
  if (!item) return;
  (item.querySelector(`[data-move="${direction}"]`) ?? item.querySelector("[data-move]") ?? item).focus();
}
