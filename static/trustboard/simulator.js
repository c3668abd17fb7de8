// Asks the rules again on every change of who comes, and puts the new answer into the page: <form data-trial>.
//
// The address follows, so that it always holds what is shown. Focus stays where it is; the verdict is spoken politely.
// A day is taken when its button is pressed, as other seats may be there then. Without script the form does the same.

export function watchTrials() {
  for (const form of document.querySelectorAll("form[data-trial]")) new Trial(form);
}

class Trial {
  constructor(form) {
    this.form = form;
    this.asking = new AbortController();
    form.addEventListener("change", ({ target }) => target.name !== "on" && this.ask());
    form.addEventListener("click", (event) => this.all(event));
  }

  all(event) {
    const button = event.target.closest("button[name=all]");
    if (!button) return;
    event.preventDefault();
    for (const box of this.boxes()) box.checked = button.value === "room";
    this.ask();
  }

  boxes() {
    return this.form.querySelectorAll("input[name=come]");
  }

  query() {
    const query = new URLSearchParams(new FormData(this.form));
    query.set("on", this.form.elements.on.defaultValue);
    for (const box of this.boxes()) if (!box.checked) query.delete(`how.${box.value}`);
    return query;
  }

  async ask() {
    this.asking.abort();
    this.asking = new AbortController();
    document.getElementById("answer").setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`${this.form.action}?${this.query()}`, { signal: this.asking.signal });
      if (!response.ok) throw new Error(`answered ${response.status}`);
      this.show(new DOMParser().parseFromString(await response.text(), "text/html"), response.url);
    } catch (fault) {
      if (fault.name !== "AbortError") this.form.requestSubmit(); // the browser says what is wrong
    }
  }

  show(page, address) {
    const opened = document.getElementById("voters")?.open;
    for (const id of ["answer", "short"]) document.getElementById(id).replaceWith(page.getElementById(id));
    if (opened) document.getElementById("voters")?.setAttribute("open", "");
    document.title = page.title;
    history.replaceState(null, "", address);
    const spoken = document.getElementById("spoken");
    const said = document.getElementById("answer").dataset.spoken;
    if (spoken.textContent !== said) spoken.textContent = said;
  }
}
