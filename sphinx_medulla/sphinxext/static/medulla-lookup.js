/* A search field above a list of ports. Without this script, the list is simply all there.

   Nothing is fetched, and no style or script is put into the page. The words come from the build,
   in the manual's language, on this script's own element. */
(() => {
  "use strict";

  const WORDS = JSON.parse(document.currentScript.dataset.words);
  const LAST = 65535; // the highest port

  /** An element with properties and children. */
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /** A text as it is compared: without case, accents and line breaks. */
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

  /** A port such as "port 22", "tcp/22" or "22 tcp" as it is printed; any other text as it is. */
  const asPrinted = (text) =>
    text
      .replace(/^ports?[\s:]*(?=-?\d)/, "")
      .replace(/^(tcp|udp|sctp)\W+(?:port )?(\d.*)$/, "$2/$1")
      .replace(/^(\d[\d –-]*?)\W+(?=(tcp|udp|sctp)(\+|$))/, "$1/");

  /** The numbers and the protocols of a text such as 22, 22/tcp, 8000-8010 or any/tcp. */
  const portOf = (text) => {
    const found = /^(?:(\d+)(?:\s*[-–]\s*(\d+))?|any)(?:\s*\/\s*([a-z]+(?:\+[a-z]+)*))?$/.exec(text);
    if (!found) return null;
    const [, first = 1, last = found[1] ?? LAST, protocols] = found;
    return { first: Number(first), last: Number(last), protocols: protocols?.split("+") ?? [] };
  };

  /** Whether a port that was typed has a number and a protocol of another, unless it names none. */
  const overlap = (typed, port) =>
    typed.first <= port.last &&
    port.first <= typed.last &&
    (!typed.protocols.length || typed.protocols.some((name) => port.protocols.includes(name)));

  const lookUp = (list, place) => {
    const entries = [...list.querySelectorAll(".medulla-entry")].map((element) => {
      const name = plain(element.firstElementChild.textContent);
      return { element, name, port: portOf(name.split(" ")[0]) };
    });
    const id = `medulla-lookup-${place}`;
    const input = make("input", { id, type: "search", spellcheck: false });
    const status = make("p", { className: "medulla-status" });
    status.setAttribute("role", "status");
    const label = make("label", { htmlFor: id }, WORDS.label);
    const form = make("form", { className: "medulla-filter", autocomplete: "off" }, label, input);
    form.setAttribute("role", "search");
    form.append(make("button", { type: "submit" }, WORDS.find), status);

    /** Show what was typed; say how much that is. */
    const apply = () => {
      const text = asPrinted(plain(input.value));
      const port = portOf(text);
      const isPort = port && port.first && port.first <= port.last && port.last <= LAST;
      const fits = (entry) =>
        isPort ? entry.port && overlap(port, entry.port) : text.split(" ").every((word) => entry.name.includes(word));
      const found = entries.filter(fits);
      const wrong = port ? !isPort : !found.length && /^-?\d/.test(text);
      for (const entry of entries) {
        entry.element.classList.toggle("medulla-out", !wrong && !found.includes(entry));
      }
      input.setAttribute("aria-invalid", String(wrong));
      let sentence = isPort ? WORDS.unknownPort : WORDS.unknownName;
      if (wrong) sentence = WORDS.noPort;
      else if (found.length) sentence = text && WORDS.found;
      const shown = port ? text : input.value.trim();
      status.textContent = sentence.replace(/%\((\w+)\)s/g, (_, name) => (name === "count" ? found.length : shown));
    };

    /** Show what the address asks for. */
    const restore = () => {
      input.value = new URLSearchParams(location.search).get("port") ?? "";
      apply();
    };

    /** Write what was typed into the address, without a step in the history. */
    const remember = () => {
      const address = new URL(location.href);
      address.searchParams.delete("port");
      if (input.value.trim()) address.searchParams.set("port", input.value.trim());
      try {
        history.replaceState(history.state, "", address);
      } catch {
        /* a page that may not change its address is filtered all the same */
      }
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      apply();
      remember();
    });
    window.addEventListener("popstate", restore);
    restore(); // before it stands in the page: what was there from the beginning is not announced
    list.prepend(form);
  };

  const start = () => document.querySelectorAll(".medulla-lookup").forEach(lookUp);

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
