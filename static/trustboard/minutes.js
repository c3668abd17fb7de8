// Saves what one writes in minutes while one writes it: <form data-minute>.
//
// Every form works without this. With it a text is sent a second after the last key, and every three seconds while one
// types on. Until it is answered it is kept in this browser as well, and offered back. Nothing of anybody's is
// overwritten: where somebody else was quicker, both texts are shown, and one says what is to stand. At the desk the
// form follows the item in hand.

const QUIET = 1_000; // after the last key
const AT_MOST = 3_000; // while one types on
const AGAIN = 2_000; // between tries while the connection is lost
const LOOK = 15_000; // how often a text that nobody types in here is looked at again

export class Minute {
  constructor(form) {
    this.form = form;
    this.text = form.querySelector("textarea");
    this.state = form.querySelector("[data-state]");
    this.beside = form.querySelector("[data-beside]");
    this.key = `minute ${form.dataset.writer} ${new URL(form.action).pathname}`;
    this.version = Number(form.elements.version.value);
    this.saved = this.text.value;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("focus", () => this.look());
    this.onHide = () => this.isDirty && !this.theirs && this.send({ keepalive: true }).catch(() => {});
    this.onLeave = (event) => this.isDirty && event.preventDefault();
    this.onOnline = () => this.isDirty && this.save();
    addEventListener("pagehide", this.onHide);
    addEventListener("beforeunload", this.onLeave);
    addEventListener("online", this.onOnline);
    this.looking = setInterval(() => document.visibilityState === "visible" && this.look(), LOOK);
    this.offerBack();
  }

  // When the form leaves the page. Resolves once nothing waits to be saved.
  async leave() {
    while (this.isDirty && !this.theirs) {
      await this.save();
      if (this.isDirty && !this.theirs) await new Promise((done) => setTimeout(done, AGAIN));
    }
    this.stop();
  }

  stop() {
    removeEventListener("pagehide", this.onHide);
    removeEventListener("beforeunload", this.onLeave);
    removeEventListener("online", this.onOnline);
    clearInterval(this.looking);
    clearTimeout(this.timer);
  }

  get isDirty() {
    return this.text.value !== this.saved;
  }

  typed() {
    this.keep();
    if (this.theirs) return;
    this.firstKey ??= performance.now();
    clearTimeout(this.timer);
    const left = AT_MOST - (performance.now() - this.firstKey);
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(QUIET, left)));
    if (!this.isLost) this.say("Not saved yet…", "saving");
  }

  async save() {
    clearTimeout(this.timer);
    if (this.sending || this.theirs) return;
    if (!this.isDirty) return this.say("Saved", "");
    this.sending = true;
    this.firstKey = undefined;
    try {
      await this.answered(await this.send(), this.sent);
    } catch {
      this.isLost = true;
      this.say("Not saved: no connection. What you type is kept here, and sent when it is back.", "refused");
      this.timer = setTimeout(() => this.save(), AGAIN);
    } finally {
      this.sending = false;
    }
    if (this.isDirty && !this.theirs && !this.isLost && !this.isRefused) this.typed();
  }

  // The same text in the same version is the same request, however often it is sent.
  send(options = {}) {
    if (this.sent !== this.text.value || !this.body || Number(this.body.get("version")) !== this.version) {
      this.sent = this.text.value;
      this.body = new FormData(this.form);
      this.body.set("text", this.sent);
      this.body.set("version", this.version);
      this.body.set("request_id", newId());
    }
    return fetch(this.form.action, { method: "POST", body: this.body, headers: { "X-Minute": "state" }, ...options });
  }

  async answered(response, sent) {
    if (response.status >= 500) throw new Error(`answered ${response.status}`);
    this.isLost = this.isRefused = false;
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.redirected || !isJson) {
      this.isRefused = true;
      this.say("Not saved: you are signed out, or may no longer write here. What you typed is kept in this browser.", "refused");
      return;
    }
    const stands = await response.json();
    if (response.ok) {
      this.version = stands.version;
      if (stands.text !== normal(sent)) return this.conflict(stands); // kept, and changed by another since
      this.saved = sent;
      this.body = undefined;
      if (!this.isDirty) this.forget();
      this.say(`Saved ${clock()}`, "");
    } else if (response.status === 409) {
      this.conflict(stands);
    } else {
      this.isRefused = true;
      this.say(`Not saved. ${stands.refused?.join(" ") ?? ""} What you typed is kept in this browser.`, "refused");
    }
  }

  // Somebody else wrote here: both texts, and what is to stand.

  conflict(theirs) {
    this.theirs = theirs;
    this.say(`Not saved: ${theirs.by} changed this at ${clock(theirs.at)}. Say below what is to stand.`, "refused");
    const both = [theirs.text, this.text.value].filter((text) => text.trim()).join("\n\n");
    this.show(`As ${theirs.by} left it, ${clock(theirs.at)}`, theirs.text || "(nothing)", [
      ["Keep mine", () => this.settle(this.text.value)],
      ["Take theirs", () => this.settle(theirs.text)],
      ["Both, theirs first", () => this.settle(both)],
    ]);
  }

  settle(text) {
    this.version = this.theirs.version;
    this.saved = this.theirs.text;
    this.theirs = undefined;
    this.text.value = text;
    this.hide();
    this.text.focus();
    if (this.isDirty) this.keep();
    else this.forget();
    this.save();
  }

  // What nobody is typing in here is as it stands with the others.
  async look() {
    if (this.isDirty || this.sending || this.theirs) return;
    try {
      const response = await fetch(this.form.action, { headers: { "X-Minute": "state" } });
      if (!response.ok || response.redirected) return;
      const stands = await response.json();
      if (stands.version <= this.version || this.isDirty || this.sending) return;
      const [from, to] = [this.text.selectionStart, this.text.selectionEnd];
      this.version = stands.version;
      this.saved = this.text.value = stands.text;
      if (document.activeElement === this.text) this.text.setSelectionRange(from, to);
      this.say(`${stands.by} changed this at ${clock(stands.at)}`, "");
    } catch {
      // The next one may get through.
    }
  }

  // Kept in this browser until it is saved.

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ text: this.text.value, at: new Date().toISOString() }));
    } catch {
      // Full or forbidden: it is still on the page, and sent.
    }
  }

  forget() {
    localStorage.removeItem(this.key);
  }

  offerBack() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept || kept.text === this.text.value || normal(kept.text) === normal(this.text.value)) return this.forget();
    this.show(`What you typed here at ${clock(kept.at)} was not saved`, kept.text, [
      ["Put it back", () => this.putBack(kept.text)],
      ["Drop it", () => (this.forget(), this.hide())],
    ]);
  }

  putBack(text) {
    this.text.value = text;
    this.hide();
    this.text.focus();
    this.typed();
  }

  // A text beside one's own, with what may be done.

  show(name, text, deeds) {
    this.hide();
    const panel = element("div", "tb-minute__beside");
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", name);
    const words = element("p", "tb-minute__theirs");
    words.textContent = text;
    const title = element("p", "tb-minute__name");
    title.textContent = name;
    const buttons = element("div", "tb-minute__deeds");
    for (const [label, deed] of deeds) {
      const button = element("button", "govuk-button govuk-button--secondary");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", deed);
      buttons.append(button);
    }
    panel.append(title, words, buttons);
    this.beside.append(panel);
  }

  hide() {
    this.beside.replaceChildren();
  }

  say(text, how) {
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.dataset.how = how;
  }
}

// At the desk: the form of the item in hand, wherever the region says that another is. From the press that takes the
// next item up until its form is there nothing can be typed, however long the answer takes: it would be written under
// the item before.

class Dock {
  constructor(dock) {
    this.slot = dock.querySelector("[data-minute-slot]");
    this.opening = dock.dataset.minuteDock;
    this.begin();
    document.querySelector("[data-live]")?.addEventListener("live:changed", () => this.follow());
    document.addEventListener("desk:taking-up", () => this.wait());
    document.addEventListener("desk:settled", () => this.goOn());
    this.follow();
  }

  wait() {
    const { minute } = this;
    minute.text.readOnly = true;
    minute.say("One moment: the next item comes.", "saving");
    this.waiting = minute;
  }

  // What was asked for did not come: refused, or no connection. The page still shows the item before.
  goOn() {
    const { minute, waiting } = this;
    this.waiting = undefined;
    if (this.moving || minute !== waiting) return;
    minute.text.readOnly = false;
    minute.say(minute.isDirty ? "Not saved yet…" : "", "");
  }

  begin() {
    this.minute = new Minute(this.slot.querySelector("[data-minute]"));
  }

  get wanted() {
    return document.querySelector("#in-hand[data-item]")?.dataset.item || "opening";
  }

  get place() {
    return this.minute.form.dataset.place;
  }

  async follow() {
    if (this.moving || this.wanted === this.place) return;
    this.moving = true;
    this.minute.text.readOnly = true;
    try {
      await this.minute.leave();
      while (this.wanted !== this.place && !this.minute.theirs) await this.move();
    } finally {
      this.moving = false;
      if (this.waiting) this.waiting = this.minute; // a further item is asked for already
      this.minute.text.readOnly = Boolean(this.waiting);
    }
  }

  async move() {
    const address = this.opening.replace(/opening\/$/, `${this.wanted}/`);
    const hadFocus = this.slot.contains(document.activeElement);
    try {
      const response = await fetch(address, { headers: { "X-Minute": "form" } });
      if (!response.ok || response.redirected) throw new Error(`answered ${response.status}`);
      this.slot.innerHTML = await response.text();
      this.begin();
      if (hadFocus) this.minute.text.focus();
    } catch {
      await new Promise((done) => setTimeout(done, AGAIN));
    }
  }
}

function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function normal(text) {
  return text.replace(/\r\n/g, "\n").trimEnd();
}

// A random UUID; the browser's own exists only where the connection is encrypted.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function clock(at) {
  return (at ? new Date(at) : new Date()).toLocaleTimeString("en-GB", { timeZone: "Europe/London" });
}

const dock = document.querySelector("[data-minute-dock]");
if (dock) new Dock(dock);
for (const form of document.querySelectorAll("form[data-minute]")) {
  if (!dock?.contains(form)) new Minute(form);
}
