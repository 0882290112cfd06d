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

  /** A port such as 22/tcp, 53/tcp+udp or any/tcp, or a protocol without ports, perhaps with a type.

      Types are numbers, too, if only as words. Of "any" alone, which every port and protocol is in, the
      protocols are null. */
  const portOf = (text) => {
    const [all, first = 0, last = first || LAST, protocols] =
      /^(?:(\d+)(?:\s*[-–]\s*(\d+))?|any)(?:\s*\/\s*([a-z]+(?:\+[a-z]+)*))?$/.exec(text) ?? [];
    const names = protocols?.split("+") ?? (text === "any" ? null : []);
    if (all) return { text, first: +first, last: +last, protocols: names };
    const [name, type] = /^[a-z][a-z0-9-]*(\/[a-z0-9-]+)?$/.test(text) ? text.split("/") : [];
    return name ? { text, first: type ?? "", last: type ?? "~", protocols: [name] } : null;
  };

  /** Whether two ports have a number or a type in common, and a protocol unless one names none. */
  const overlap = (one, other) =>
    !one.protocols ||
    !other.protocols ||
    (one.first <= other.last &&
      other.first <= one.last &&
      (!one.protocols.length || one.protocols.some((name) => other.protocols.includes(name))));

  /** The port that a reader typed, perhaps by another of its names; null where it is none. */
  const typedPort = (typed) => {
    const port = portOf(WORDS.ports[typed] ?? typed);
    if (!port?.protocols) return port && { ...port, last: 0, protocols: [] }; // where "any" is written
    const [name] = port.protocols;
    const fits =
      port.first === +port.first
        ? port.first <= port.last && port.last <= LAST && !/^0/.test(typed)
        : WORDS.ports[name] || /^proto-\d/.test(name);
    return fits ? port : null;
  };

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
      const text = plain(input.value);
      const port = typedPort(text);
      const fits = (entry) =>
        port ? entry.port && overlap(port, entry.port) : text.split(" ").every((word) => entry.name.includes(word));
      const found = entries.filter(fits);
      const wrong = !port && (/^\d[\d\s–-]*(\/|$)/.test(text) || (!found.length && /^\d/.test(text)));
      for (const entry of entries) {
        entry.element.classList.toggle("medulla-out", !wrong && !found.includes(entry));
      }
      input.setAttribute("aria-invalid", String(wrong));
      let sentence = port ? WORDS.unknownPort : WORDS.unknownName;
      if (wrong) sentence = WORDS.noPort;
      else if (found.length) sentence = text && WORDS.found;
      status.textContent = sentence.replace(/%\((\w+)\)s/g, (_, name) =>
        name === "count" ? found.length : input.value.trim());
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
