// The editor of rules with script: the same form and the same buttons, without leaving the page. What the server answers
// to a button is put in place of what was there, and the focus goes to what was added, moved or left. While one types,
// only the sentence follows. Where anything fails, the form is sent as it would be without script.

const PAUSE = 700; // of typing, before the sentence follows
const ALL = { name: "all", parts: ["editor-problems", "rule-said", "editor-rows", "editor-foot"] };
const SENTENCE = { name: "sentence", parts: ["rule-said", "what-follows"] };
const TEXT = "input:not([type=hidden]):not([type=checkbox]), textarea";

class Editor {
  constructor(form) {
    this.form = form;
    this.turn = 0;
    form.classList.add("tb-editor--live");
    form.addEventListener("submit", (event) => this.submitted(event));
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("keydown", (event) => this.pressed(event));
    form.addEventListener("pointerdown", () => (this.byKeys = false));
    form.addEventListener("focusout", (event) => this.left(event));
  }

  submitted(event) {
    const button = event.submitter;
    if (this.isPlain || button?.name !== "op") return; // saving is the page's own
    event.preventDefault();
    this.ask(button, ALL, () => this.goTo(button));
  }

  typed() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => (this.isAsking ? this.typed() : this.ask(null, SENTENCE)), PAUSE);
  }

  // The keys change a closed list one form at a time: then it is taken when the list is left, or at Enter.
  pressed(event) {
    if (!event.target.matches("select[data-form]") || event.key === "Tab") return;
    this.byKeys = event.key !== "Enter";
    if (event.key === "Enter" && this.waiting === event.target) {
      event.preventDefault();
      this.take(event.target);
    }
  }

  changed(event) {
    const list = event.target;
    if (!list.matches("select[data-form]")) return;
    if (this.byKeys) this.waiting = list;
    else this.take(list);
  }

  left(event) {
    if (event.target === this.waiting) this.take(event.target);
  }

  take(list) {
    this.waiting = null;
    const change = this.form.querySelector(`button[value="${CSS.escape(`show:${list.name}`)}"]`);
    this.ask(change, ALL, () => this.goOn(list.id));
  }

  // Where the control to which one went on from the list is gone with its old form, the new form's first one is next.
  goOn(id) {
    if (document.activeElement !== document.body) return;
    const after = document.getElementById(id);
    (after?.closest(".tb-choice").querySelector(TEXT) ?? after)?.focus();
  }

  async ask(button, wanted, then = () => {}) {
    clearTimeout(this.pause);
    const turn = ++this.turn;
    const body = new FormData(this.form);
    body.set("op", button?.value ?? "show");
    this.isAsking = Boolean(button);
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { "X-Trustboard-Editor": wanted.name } });
      if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== this.turn) return; // overtaken by another button
      this.isAsking = false;
      keepingFocus(() => wanted.parts.forEach((id) => put(id, page.getElementById(id))));
      then();
    } catch {
      this.isAsking = false;
      if (button) this.sendPlainly(button);
    }
  }

  // Where the button leads without script the focus goes with it: to the row, and in it to the same button or the first
  // control.
  goTo(button) {
    const [verb, path] = button.value.split(":");
    const place = document.getElementById(decodeURIComponent(new URL(button.formAction).hash.slice(1)));
    if (!place || (verb === "show" && !path)) return;
    const inPlace = { up: `[value^="${verb}:"]`, down: `[value^="${verb}:"]`, remove: null, without: null };
    const wanted = verb in inPlace ? inPlace[verb] : `select, ${TEXT}, summary`;
    ((wanted && place.querySelector(wanted)) || focusable(place)).focus();
  }

  sendPlainly(button) {
    this.isPlain = true;
    this.form.requestSubmit(button);
  }
}

function put(id, part) {
  const there = document.getElementById(id);
  if (!there || !part || there.innerHTML === part.innerHTML) return;
  const opened = [...there.querySelectorAll("details[id][open]")].map((details) => details.id);
  there.replaceChildren(...part.childNodes);
  for (const each of opened) document.getElementById(each)?.setAttribute("open", "");
}

// What has the focus has it afterwards, with what was typed into it while the answer was on its way.
function keepingFocus(change) {
  const before = document.activeElement;
  change();
  if (before === document.body || before.isConnected) return;
  const after = before.id
    ? document.getElementById(before.id)
    : document.querySelector(`button[value="${CSS.escape(before.value ?? "")}"]`);
  if (!after) return;
  if (before.matches(TEXT) && after.matches(TEXT)) after.value = before.value;
  after.focus();
  if (before.matches("[inputmode], textarea, input[autocomplete=off]")) {
    after.setSelectionRange(before.selectionStart, before.selectionEnd);
  }
}

function focusable(place) {
  return place.matches("[tabindex]") ? place : (place.querySelector("button, summary") ?? place);
}

const form = document.getElementById("editor");
if (form) new Editor(form);
