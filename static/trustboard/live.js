// Keeps the regions of a page up to date: <div data-live="/live/…/" data-version="3">.
//
// The stream sends the whole region when it changed, and its version in every ping. What is shown is replaced without
// moving focus or the reader's place, and a line above says whether it can be relied on. A lost event shows in the
// next ping; a lost connection is taken up again, by the browser or, where it has given up, by us.
//
// What an element of the region says in data-spoken is spoken when it changes. A page may hand in a newer state itself
// (the event "live:given"), and hears of every replacement ("live:changed"). What is the reader's own, and so never
// pushed, stands in elements with data-own and an id: they are asked for again from the page's address. A region with
// data-instead shows nothing itself: when something changed, that address is loaded in the place of the page, unless the
// reader has just sent a form of theirs.
//
// Nothing is replaced while something is pressed: a button that goes between the pressing and the letting go gets no
// click, and the reader's tap would be lost. What they have chosen or typed and not yet sent stays as they left it.

const SILENCE = 60_000; // three pings missed: the connection is dead, though nobody told us
const PATIENCE = 5_000; // before a broken connection is tried again, or spoken of aloud
const TAP = 400; // after the letting go the click of a tap has come
const PRESSED_BY_SPACE = "button, summary, input:is([type=checkbox], [type=radio])";
const HELD = 5_000; // what is pressed for longer is no click, or was let go where we do not hear of it

let leaving = false;
let pressed; // while something is pressed: resolves once it was let go, and the click was heard

export function watchRegions() {
  addEventListener("submit", () => (leaving = true));
  addEventListener("pointerdown", hold, true);
  addEventListener("keydown", (event) => event.key === " " && event.target.matches(PRESSED_BY_SPACE) && hold(), true);
  for (const region of document.querySelectorAll("[data-live]")) {
    new Watch(region).connect();
  }
}

function hold() {
  if (pressed) return;
  const heard = new AbortController();
  const held = new Promise((resolve) => {
    const letGo = () => {
      heard.abort();
      if (pressed === held) pressed = undefined;
      resolve();
    };
    const on = (name, wait) =>
      addEventListener(name, () => setTimeout(letGo, wait), { capture: true, signal: heard.signal });
    on("click", 0);
    on("pointercancel", 0);
    on("pointerup", TAP);
    on("keyup", TAP);
    setTimeout(letGo, HELD);
  });
  pressed = held;
}

class Watch {
  constructor(region) {
    this.region = region;
    region.tabIndex = -1; // takes the focus when what had it is gone
    this.version = Number(region.dataset.version);
    this.unsureSince = "";
    this.status = element("p", { className: "tb-live" });
    this.spoken = element("p", { className: "govuk-visually-hidden", role: "status" });
    region.before(this.status, this.spoken);
    this.show("waiting", "Connecting…");
    region.addEventListener("live:given", ({ detail }) => this.replaced(detail));
    addEventListener("pagehide", () => this.stop());
    addEventListener("pageshow", (event) => event.persisted && this.connect());
  }

  connect() {
    this.stop();
    this.source = new EventSource(this.region.dataset.live);
    this.source.addEventListener("changed", (event) => this.changed(JSON.parse(event.data)));
    this.source.addEventListener("ping", (event) => this.ping(JSON.parse(event.data)));
    this.source.addEventListener("error", () => this.lost());
    this.listen();
  }

  stop() {
    this.source?.close();
    clearTimeout(this.deadline);
    clearTimeout(this.retry);
  }

  listen() {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => {
      this.unsure();
      this.connect();
    }, SILENCE);
  }

  changed(state) {
    this.live();
    this.replaced(state);
  }

  replaced(state) {
    if (pressed) return pressed.then(() => this.replaced(state));
    const { version, html } = state;
    if (version < this.version) return; // overtaken on its way
    if (this.region.dataset.instead) {
      if (version > this.version && !leaving) location.replace(this.region.dataset.instead);
      return;
    }
    const isNewer = version > this.version;
    this.version = version;
    const before = spokenIn(this.region);
    const isReplaced = replace(this.region, html);
    if (isNewer || isReplaced) askForOwn(); // what is theirs may have changed though the region reads the same
    if (!isReplaced) return;
    const now = spokenIn(this.region);
    if (now !== before || !now) this.say(now || `Updated ${clock()}`);
    this.region.dispatchEvent(new CustomEvent("live:changed"));
  }

  ping({ version }) {
    if (version === this.version) this.live();
    else this.connect(); // the stream begins with the present state
  }

  live() {
    if (this.spoken.textContent.startsWith("Not sure")) this.say("Live again");
    this.unsureSince = "";
    clearTimeout(this.aloud);
    this.show("live", "Live");
    this.listen();
  }

  unsure() {
    if (!this.unsureSince) {
      this.unsureSince = clock();
      this.aloud = setTimeout(() => this.say(this.status.textContent), PATIENCE);
    }
    this.show("unsure", `Not sure since ${this.unsureSince}: connection lost, trying again`);
  }

  async lost() {
    this.unsure();
    if (this.source.readyState !== EventSource.CLOSED) return; // the browser tries again
    this.stop();
    if ((await statusOf(this.region.dataset.live)) === 404) {
      clearTimeout(this.aloud);
      const text = "No longer live: your access here has changed. Reload the page to see what is open to you.";
      this.show("ended", text);
      this.say(text);
    } else {
      this.retry = setTimeout(() => this.connect(), PATIENCE);
    }
  }

  show(state, text) {
    this.status.dataset.state = state;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  say(text) {
    this.spoken.textContent = text;
  }
}

// Puts the HTML into the region, unless it is there already. Focus stays on the element of the same id, or on the
// region where that is gone. Where the reader is at work in the region or it begins above the window, what they have
// before them stays where it is.
function replace(region, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  if (template.innerHTML.trim() === region.innerHTML.trim()) return false;

  const inside = region.contains(document.activeElement);
  const focused = inside ? document.activeElement.id : "";
  const around = inside ? idsAround(document.activeElement, region) : [];
  const places = focused || topOf(region) < 0 ? placesInView(region, focused) : [];
  const opened = [...region.querySelectorAll("details[id][open]")].map(({ id }) => id);
  const entered = enteredIn(region);

  region.replaceChildren(template.content);

  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  for (const before of entered) enterAgain(before);
  if (inside) (around.map((id) => document.getElementById(id)).find(Boolean) ?? region).focus({ preventScroll: true });
  const place = places.find(({ id }) => document.getElementById(id));
  if (place) scrollBy({ top: topOf(document.getElementById(place.id)) - place.top, behavior: "instant" });
  return true;
}

// What the reader has chosen or typed in fields with an id, and not yet sent.
function enteredIn(region) {
  return [...region.querySelectorAll("input[id]:not([type=file]), textarea[id]")]
    .filter((field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue)
    .map(({ id, type, value, checked, form }) => ({ id, type, value, checked, action: form?.action }));
}

// Only into the same form: a choice made for one vote is none for the next.
function enterAgain({ id, type, value, checked, action }) {
  const field = document.getElementById(id);
  if (field?.type !== type || field.form?.action !== action) return;
  field.value = value;
  field.checked = checked;
}

// The ids of an element and of what holds it and can take the focus, the innermost first.
function idsAround(element, region) {
  const found = [];
  for (let each = element; each && each !== region; each = each.parentElement) {
    if (each.id && (each === element || each.tabIndex >= 0 || each.hasAttribute("tabindex"))) found.push(each.id);
  }
  return found;
}

function spokenIn(region) {
  return region.querySelector("[data-spoken]")?.dataset.spoken ?? "";
}

let asking;

// Puts the reader's own parts of the page as they now are in the place of what is shown, without moving the focus.
async function askForOwn() {
  if (!document.querySelector("[data-own]")) return;
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const response = await fetch(location.href, { signal });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    await pressed;
    if (asking.signal !== signal) return; // overtaken by a later one
    for (const own of document.querySelectorAll("[data-own]")) {
      const newer = page.getElementById(own.id);
      if (newer) replace(own, newer.innerHTML);
    }
  } catch {
    // The connection is lost; the region says so, and asks again when it is back.
  }
}

// Where what has an id stands in the window, of the region and of what follows it: what has focus first, then downwards.
function placesInView(region, focused) {
  const after = (candidate) => region.compareDocumentPosition(candidate) & Node.DOCUMENT_POSITION_FOLLOWING;
  return [...document.querySelectorAll("main [id]")]
    .filter((candidate) => after(candidate) && topOf(candidate) >= 0)
    .map((candidate) => ({ id: candidate.id, top: topOf(candidate) }))
    .sort((one, other) => (other.id === focused) - (one.id === focused));
}

function topOf(element) {
  return element.getBoundingClientRect().top;
}

// What the stream's address answers: the browser's own stream does not tell.
async function statusOf(address) {
  const cut = new AbortController();
  try {
    return (await fetch(address, { signal: cut.signal })).status;
  } catch {
    return 0;
  } finally {
    cut.abort();
  }
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
