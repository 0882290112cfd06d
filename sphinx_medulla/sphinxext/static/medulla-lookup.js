/* A search field above a list of ports. Without this script, the whole list is shown.

   medulla.js has the functions that read ports and make elements. */
(() => {
  "use strict";

  const WORDS = JSON.parse(document.currentScript.dataset.words);
  const { make, makeStatus, plain, filled, portOf, overlap, asPrinted, typedPort, remember } = window.medulla;

  const lookUp = (list, place) => {
    const entries = [...list.querySelectorAll(".medulla-entry")].map((element) => {
      const name = plain(element.firstElementChild.textContent);
      return { element, name, port: portOf(name.split(" ")[0]) };
    });
    const id = `medulla-lookup-${place}`;
    const input = make("input", { id, type: "search", spellcheck: false });
    const status = makeStatus();
    const label = make("label", { htmlFor: id }, WORDS.label);
    const button = make("button", { type: "submit" }, WORDS.find);
    const form = make("form", { className: "medulla-filter", autocomplete: "off" }, label, input, button, status);
    form.setAttribute("role", "search");

    /** Show what was typed; say how much that is. */
    const apply = () => {
      const text = asPrinted(plain(input.value));
      const port = typedPort(text);
      const fits = (entry) =>
        port
          ? entry.port && overlap(port, entry.port)
          : text.split(" ").every((word) => entry.name.includes(word));
      const found = entries.filter(fits);
      const wrong =
        !port && (/^\d[\d\s–-]*(\/|$)/.test(text) || (!found.length && /^-?\d/.test(text)));
      for (const entry of entries) {
        entry.element.classList.toggle("medulla-out", !wrong && !found.includes(entry));
      }
      input.setAttribute("aria-invalid", String(wrong));
      let sentence = port ? WORDS.unknownPort : WORDS.unknownName;
      if (wrong) sentence = WORDS.noPort;
      else if (found.length) sentence = text && WORDS.found;
      status.textContent = filled(sentence, { count: found.length, text: port?.text ?? input.value.trim() });
    };

    /** Show what the address asks for. */
    const restore = () => {
      input.value = new URLSearchParams(location.search).get("port") ?? "";
      apply();
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      apply();
      remember([["port", input.value.trim()]]);
    });
    window.addEventListener("popstate", restore);
    restore(); // before it is in the page, so that screen readers do not announce it
    list.prepend(form);
  };

  const start = () => document.querySelectorAll(".medulla-lookup").forEach(lookUp);

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
