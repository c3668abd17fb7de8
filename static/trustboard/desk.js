// The keys of the desk, and saving while one types on: <form data-desk>.
//
// Every button works without this. With it a press is sent at once and the page stays; what could not be sent waits, is
// tried again under the same request id until it is answered, and says so. Keys of one letter work only on a row that
// has the focus; "/", "n", "i", "x" and "u" work outside of text, and can be switched off.

const AGAIN = 2_000; // between tries while the connection is lost
const TAKEN_BACK = 10_000; // so long the last entry can be taken back by one key

export function startDesk() {
  if (document.getElementById("entry")?.matches("[data-desk]")) new Desk();
}

class Desk {
  constructor() {
    this.region = document.querySelector("[data-live]");
    this.find = document.getElementById("find");
    this.saved = document.getElementById("saved");
    this.found = document.getElementById("found");
    this.waiting = [];
    this.last = "";
    for (const form of document.querySelectorAll("form[data-desk]")) {
      form.addEventListener("submit", (event) => this.pressed(event, form));
    }
    this.find.addEventListener("input", () => this.filter());
    this.find.addEventListener("keydown", (event) => this.keyInFind(event));
    this.region.addEventListener("keydown", (event) => this.keyOnRow(event));
    this.region.addEventListener("live:changed", () => this.redrawn());
    document.addEventListener("keydown", (event) => this.keyAnywhere(event));
    addEventListener("beforeunload", (event) => this.waiting.length && event.preventDefault());
    addEventListener("online", () => this.send());
    this.keys = document.getElementById("keys");
    this.keys.checked = localStorage.getItem("desk-keys") !== "off";
    this.keys.addEventListener("change", () => localStorage.setItem("desk-keys", this.keys.checked ? "on" : "off"));
    this.filter();
    this.tell();
  }

  // What a page has done from which one comes back stands where everything stands that is saved: it is spoken there, and
  // goes with the next deed.
  tell() {
    const done = document.querySelector("main .tb-notice--good[role=alert]");
    if (!done) return;
    this.say(done.textContent.trim(), "saved");
    done.remove();
  }

  // A press of a button: kept in line until it is answered.

  pressed(event, form) {
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    body.set("request_id", newId());
    const words = event.submitter?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const address = event.submitter?.hasAttribute("formaction") ? event.submitter.formAction : form.action;
    this.waiting.push({ address, body, words, at: performance.now(), tried: false, undoes: form.id === "undo" });
    this.last = ""; // what could be taken back until now is no longer the last entry
    this.say("Saving…", "saving");
    if (takesUp(body)) document.dispatchEvent(new CustomEvent("desk:taking-up"));
    this.send();
  }

  async send() {
    if (this.sending || !this.waiting.length) return;
    this.sending = true;
    clearTimeout(this.again);
    const press = this.waiting[0];
    if (press.tried) press.body.set("ago", ((performance.now() - press.at) / 1000).toFixed(3));
    press.tried = true;
    try {
      const response = await fetch(press.address, { method: "POST", body: press.body, headers: { "X-Desk": "region" } });
      if (response.status >= 500) throw new Error(`answered ${response.status}`);
      await this.answered(press, response);
      if (!this.waiting.some(({ body }) => takesUp(body))) settled();
    } catch {
      this.showWaiting();
      this.again = setTimeout(() => this.send(), AGAIN);
      settled();
    } finally {
      this.sending = false;
    }
    if (this.waiting.length && !this.waiting[0].tried) this.send();
  }

  async answered(press, response) {
    if (!response.headers.get("Content-Type")?.includes("json")) {
      this.say("Not saved: you are no longer signed in here. Reload the page.", "refused");
      this.waiting = [];
      return;
    }
    const { version, html, refused, mine } = await response.json();
    this.waiting.shift();
    this.region.dispatchEvent(new CustomEvent("live:given", { detail: { version, html } }));
    if (refused.length) {
      this.undoNext = false;
      this.say(`Not recorded: ${refused.join(" ")}`, "refused");
    }
    else this.showSaved(press, mine);
  }

  showSaved(press, mine) {
    const what = press.undoes ? "Taken back" : mine?.text || "Recorded";
    this.say(`Saved ${clock()}: ${what}.`, "saved");
    this.last = press.undoes ? "" : String(mine?.number ?? "");
    clearTimeout(this.forget);
    if (!this.last) return;
    const undo = document.createElement("button");
    Object.assign(undo, { type: "submit", className: "tb-deed", name: "undo", value: this.last });
    undo.setAttribute("form", "undo");
    undo.innerHTML = 'Undo <kbd class="tb-key" aria-hidden="true">u</kbd>';
    this.saved.append(undo);
    this.undo = undo;
    if (this.undoNext) undo.click();
    this.undoNext = false;
    this.forget = setTimeout(() => {
      if (document.activeElement === undo) this.find.focus();
      undo.remove();
      this.last = "";
    }, TAKEN_BACK);
  }

  showWaiting() {
    const many = this.waiting.length;
    const tried = this.waiting[0]?.tried;
    if (tried) this.say(`Not saved yet: ${many} ${many === 1 ? "entry waits" : "entries wait"} for the connection. Stay on this page.`, "waiting");
  }

  say(text, state) {
    this.undo?.remove();
    this.saved.className = `tb-saved tb-saved--${state}`;
    if (this.saved.textContent !== text) this.saved.textContent = text;
  }

  takeBack() {
    if (this.waiting.length) this.undoNext = true; // once it is saved
    else if (this.last && this.undo?.isConnected) this.undo.click();
    else this.say("Nothing to undo within the last 10 seconds. Use “Was not so” beside the entry.", "saved");
  }

  // Finding a row

  // The verdict stands in the bar too, which stays in sight while the roll is scrolled.
  redrawn() {
    const verdicts = ["verdict", "item-verdict"].map((id) => document.getElementById(id)).filter(Boolean);
    const lines = verdicts.map((verdict) =>
      Object.assign(document.createElement("span"), { textContent: verdict.textContent.replace(/\s+/g, " ").trim() }));
    document.getElementById("bar-verdict").replaceChildren(...lines);
    this.filter();
  }

  rows() {
    return [...this.region.querySelectorAll(".tb-row")];
  }

  shown() {
    return this.rows().filter((row) => !row.hidden);
  }

  filter() {
    const words = plain(this.find.value).split(" ").filter(Boolean);
    for (const row of this.rows()) {
      row.hidden = !words.every((word) => plain(row.dataset.find).includes(word));
      row.classList.remove("tb-row--first");
    }
    for (const group of this.region.querySelectorAll(".tb-rows")) {
      group.hidden = words.length > 0 && !group.querySelector(".tb-row:not([hidden])");
    }
    const shown = this.shown();
    if (words.length && shown.length) shown[0].classList.add("tb-row--first");
    const said = !words.length ? "" : shown.length ? `${shown.length} found, first ${shown[0].dataset.title}` : "Nobody found";
    if (this.found.textContent !== said) this.found.textContent = said;
  }

  keyInFind(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.arrive();
    } else if (event.key === "/") {
      event.preventDefault();
      this.find.select();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.shown()[0]?.focus();
    } else if (event.key === "Escape") {
      if (!this.find.value) this.find.blur();
      this.find.value = "";
      this.filter();
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !this.find.value) {
      event.preventDefault();
      this.takeBack();
    }
  }

  arrive() {
    if (!this.find.value.trim()) return;
    const [row] = this.shown();
    if (!row) return this.say("Nobody on the roll is called so.", "refused");
    const button = row.querySelector('button[data-key="a"]');
    if (!button) return this.say(`${row.dataset.title}: cannot arrive in the room now. ↓ shows what can be recorded.`, "refused");
    this.find.value = "";
    button.click();
    this.filter();
  }

  keyOnRow(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches(".tb-row")) return;
    const row = event.target, shown = this.shown(), place = shown.indexOf(row);
    if (event.key === "ArrowDown") shown[place + 1]?.focus();
    else if (event.key === "ArrowUp") (shown[place - 1] ?? this.find).focus();
    else if (event.key === "Escape") this.find.focus();
    else {
      const key = event.key === "Enter" ? "a" : event.key.toLowerCase();
      const button = row.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!button) return;
      button.click();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  keyAnywhere(event) {
    if (!this.keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const isInText = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (isInText && !(event.target.id === "clock" && event.key === "/")) return; // no time has a stroke in it
    if (event.key === "/") {
      event.preventDefault();
      this.find.focus();
      this.find.select();
    } else if (event.key === "u") {
      event.preventDefault();
      this.takeBack();
    } else if (event.key === "n") {
      event.preventDefault();
      document.getElementById("next-item")?.click();
    } else if (event.key === "i") {
      event.preventDefault();
      document.getElementById("interest-in-item")?.click();
    } else if (event.key === "x") {
      event.preventDefault();
      const way = this.region.querySelector("[data-action]");
      if (way) way.click();
      else this.say("An action follows from what an item ended in: record that first. To note it is enough.", "refused");
    }
  }
}

// Whether a press takes an item up. Who waits for that hears when it was answered, or cannot be sent.
function takesUp(body) {
  return String(body.get("entry")).startsWith("item:");
}

function settled() {
  document.dispatchEvent(new CustomEvent("desk:settled"));
}

// Without marks and in small letters, as people type.
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// A random UUID; the browser's own exists only where the connection is encrypted.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { timeZone: "Europe/London" });
}
