// The editor of rules with script: the same form and the same buttons, without leaving the page. What the server answers
// to a button is put in place of what was there, and the focus goes to what was added, moved or left. While one types,
// only the sentence follows. Where anything fails, the form is sent as it would be without script.

const PAUSE = 700; // of typing, before the sentence follows
const PARTS = ["editor-problems", "rule-said", "editor-rows", "editor-foot"];
const SENTENCE = ["rule-said"];

class Editor {
  constructor(form) {
    this.form = form;
    this.turn = 0;
    form.classList.add("tb-editor--live");
    form.addEventListener("submit", (event) => this.submitted(event));
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("keydown", (event) => this.pressed(event));
    form.addEventListener("focusout", (event) => this.left(event));
  }

  submitted(event) {
    const button = event.submitter;
    if (button?.name !== "op") return; // saving is the page's own
    event.preventDefault();
    this.ask(button, PARTS, () => this.goTo(button));
  }

  typed() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.ask(null, SENTENCE), PAUSE);
  }

  // The keys change a closed list one form at a time: then it is taken when the list is left, or at Enter.
  pressed(event) {
    if (!event.target.matches("select[data-form]")) return;
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
    this.byKeys = false;
  }

  left(event) {
    if (event.target === this.waiting) this.take(event.target, event.relatedTarget);
  }

  take(list, next = list) {
    this.waiting = null;
    this.ask(button(`show:${list.name}`), PARTS, () => this.focus(next?.id || list.id));
  }

  async ask(button, parts, then = () => {}) {
    clearTimeout(this.pause);
    const turn = ++this.turn;
    const body = new FormData(this.form);
    body.set("op", button?.value ?? "show");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { "X-Trustboard-Editor": "1" } });
      if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== this.turn) return; // overtaken by what was typed or pressed since
      for (const id of parts) this.put(id, page.getElementById(id));
      then();
    } catch {
      if (button) this.sendPlainly(button);
    }
  }

  put(id, part) {
    const there = document.getElementById(id);
    if (!there || !part || there.innerHTML === part.innerHTML) return;
    const opened = [...there.querySelectorAll("details[id][open]")].map((details) => details.id);
    there.replaceChildren(...part.childNodes);
    for (const each of opened) document.getElementById(each)?.setAttribute("open", "");
  }

  // Where the button leads without script the focus goes with it: to the row, and in it to the same button or the first
  // control.
  goTo(button) {
    const place = document.getElementById(decodeURIComponent(new URL(button.formAction).hash.slice(1)));
    const [verb, path] = button.value.split(":");
    if (verb === "show" && !path) return;
    if (!place) return;
    const moved = place.querySelector(`[value^="${verb}:"]`);
    const first = place.querySelector("select, input:not([type=hidden]), textarea, summary");
    const target = ["up", "down"].includes(verb) ? moved ?? place : ["add", "show", "with"].includes(verb) ? first ?? place : place;
    target.focus();
  }

  focus(id) {
    document.getElementById(id)?.focus();
  }

  sendPlainly(button) {
    this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "op", value: button.value }));
    this.form.submit();
  }
}

function button(value) {
  return { name: "op", value };
}

const form = document.getElementById("editor");
if (form) new Editor(form);
