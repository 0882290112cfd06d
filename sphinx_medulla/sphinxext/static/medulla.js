/* Filters above the tables of flows. Without this script, every row is shown.

   Nothing is fetched, and no style or script is added to the page. The words, in the manual's language,
   are an attribute of the script's own element. medulla-lookup.js uses some of these functions. */
(() => {
  "use strict";

  const WORDS = JSON.parse(document.currentScript.dataset.words);
  const FEWEST_ROWS = 4; // fewer rows need no filter
  const COLUMN = "medulla-column-";
  const FIELDS = ["text", "port", "role", "direction", "protocol"];
  const filters = [];

  /** An element with properties, and with children or text. */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /** A sentence whose %(name)s are filled. */
  const filled = (sentence, parts) => sentence.replace(/%\((\w+)\)s/g, (all, name) => parts[name] ?? all);

  /** A text as it is compared: without case, accents and line breaks. */
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();

  const textOf = (cell) => (cell ? cell.textContent.replace(/\s+/g, " ").trim() : "");

  /** The elements that a cell has of a kind, such as the names of roles. */
  const valuesOf = (cell, kind) => [...(cell?.querySelectorAll(`.medulla-value-${kind}`) ?? [])];

  /** The roles of a cell: their names, and whether they are every machine. */
  const rolesOf = (cell) =>
    valuesOf(cell, "role").map((element) => ({ name: textOf(element), any: element.matches(".medulla-value-any") }));

  /** Whether one end of a flow is a role, itself or as one of all machines but the other end. */
  const isRole = (end, other, role) => end?.name === role || (end?.any && other?.name !== role);

  const LAST = 65535; // the highest port

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

  /** The ports of a cell: lists of numbers, each below its protocol; "ip" is above those without.

      Each has its element, with the name of its service. */
  const portsOf = (cell) =>
    [...(cell?.querySelectorAll(".medulla-port-groups dd") ?? [])].flatMap((group) => {
      const protocol = textOf(group.previousElementSibling);
      return valuesOf(group, "port").map((number) => {
        const text = textOf(number);
        const port = portOf(protocol === "ip" ? text : `${text}/${protocol}`);
        return { ...port, element: number.closest("li") };
      });
    });

  /** Whether two ports have a number or a type in common, and a protocol unless one names none. */
  const overlap = (one, other) =>
    !one.protocols ||
    !other.protocols ||
    (one.first <= other.last &&
      other.first <= one.last &&
      (!one.protocols.length || one.protocols.some((name) => other.protocols.includes(name))));

  /** A port such as "port 22", "tcp/22" or "22 tcp" as it is printed; any other text as it is. */
  const asPrinted = (text) =>
    text
      .replace(/^ports?[\s:]*(?=-?\d)/, "")
      .replace(/^(tcp|udp|sctp)\W+(?:port )?(\d.*)$/, "$2/$1")
      .replace(/^(\d[\d –-]*?)\W+(?=(tcp|udp|sctp)(\+|$))/, "$1/");

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

  /** The lines of a table, by the names of its columns; those that stand for headings apart. */
  const read = (table) => {
    const columns = {};
    [...table.tHead.rows[0].cells].forEach((cell, place) => {
      const name = [...cell.classList].find((word) => word.startsWith(COLUMN));
      if (name) columns[name.slice(COLUMN.length)] = place;
    });
    const lines = [];
    const headings = [];
    for (const row of table.tBodies[0].rows) {
      if (row.classList.contains("medulla-heading")) {
        headings.push({ row, lines: [] });
        continue;
      }
      const cell = (name) => row.cells[columns[name]];
      const ends = rolesOf(cell("connection"));
      const ports = portsOf(cell("ports"));
      const protocols = valuesOf(cell("protocol"), "protocol").map(textOf);
      const line = {
        row,
        text: plain([row.textContent, ...ports.map((port) => port.text)].join(" ")),
        ports,
        from: rolesOf(cell("from"))[0] ?? ends[0],
        to: rolesOf(cell("to"))[0] ?? ends[1],
        protocols: protocols.length ? protocols : ports.flatMap((port) => port.protocols ?? [port.text]),
      };
      lines.push(line);
      headings.at(-1)?.lines.push(line);
    }
    return { columns, lines, headings };
  };

  /** The paragraphs of the notes below a table, each with the id of its note. */
  const notesOf = (table) => {
    let id;
    return [...table.closest(".medulla-block").querySelectorAll(".medulla-note")].map((element) => {
      id = element.querySelector("[id]")?.id ?? id; // only the first paragraph has it
      return { element, id };
    });
  };

  /** A line whose changes are read aloud. */
  const makeStatus = () => {
    const status = make("p", { className: "medulla-status" });
    status.setAttribute("role", "status");
    status.setAttribute("aria-live", "polite");
    return status;
  };

  /** Write values into the address, without a step in the history. */
  const remember = (values) => {
    const address = new URL(location.href);
    for (const [key, value] of values) {
      address.searchParams.delete(key);
      if (value) address.searchParams.set(key, value);
    }
    try {
      history.replaceState(history.state, "", address);
    } catch {
      /* the filter works even if the page may not change its address */
    }
  };

  const different = (words) => [...new Set(words)].filter(Boolean).sort((a, b) => a.localeCompare(b));

  /** The filter of one table: its controls, and what they choose. */
  class Filter {
    constructor(table) {
      this.table = table;
      Object.assign(this, read(table));
      this.notes = notesOf(table);
      this.controls = {};
      this.status = makeStatus();
      this.form = this.build();
      this.restore(); // before it is in the page, so that screen readers do not announce it
      const block = table.closest(".medulla-block");
      const downloads = block.previousElementSibling;
      if (downloads?.matches(".medulla-download")) {
        downloads.replaceChildren(...downloads.children); // without the dots between them
        this.form.lastChild.append(downloads);
      }
      block.before(this.form);
    }

    build() {
      const caption = this.table.caption?.querySelector(".caption-text") ?? this.table.caption;
      const whose = make("span", { className: "medulla-unseen" }, `: ${textOf(caption)}`);
      const fields = make("fieldset", {}, make("legend", {}, WORDS.filter, whose));
      fields.append(this.input("text", "search"));
      if ("ports" in this.columns) fields.append(this.input("port", "text"));
      const roles = different(this.lines.flatMap(({ from, to }) => [from?.name, to?.name]));
      if (roles.length > 1) {
        fields.append(this.select("role", [["", WORDS.everyRole], ...roles.map((name) => [name, name])]));
        if (this.lines.some((line) => line.from && line.to)) {
          const ways = ["in", "out"].map((way) => [way, WORDS[way]]);
          fields.append(this.select("direction", [["", WORDS.everyDirection], ...ways]));
        }
      }
      const protocols = different(this.lines.flatMap((line) => line.protocols));
      if (protocols.length > 1) {
        const names = protocols.map((name) => [name, name]);
        fields.append(this.select("protocol", [["", WORDS.everyProtocol], ...names]));
      }
      const buttons = make("div", { className: "medulla-buttons" });
      this.reset = this.button(WORDS.reset, () => this.clear(true));
      if ("ports" in this.columns) buttons.append(this.button(WORDS.copy, () => this.copy()));
      buttons.append(this.reset, this.status);
      const form = make("form", { className: "medulla-filter", autocomplete: "off" }, fields, buttons);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", () => this.changed());
      return form;
    }

    labelled(name, control) {
      control.id = `${this.table.id}-${name}`;
      this.controls[name] = control;
      const label = make("label", { htmlFor: control.id }, WORDS[name]);
      return make("div", { className: `medulla-field medulla-field-${name}` }, label, control);
    }

    input(name, type) {
      return this.labelled(name, make("input", { type, spellcheck: false }));
    }

    select(name, choices) {
      const options = choices.map(([value, word]) => make("option", { value }, word));
      return this.labelled(name, make("select", {}, ...options));
    }

    button(word, action) {
      const button = make("button", { type: "button" }, word);
      button.addEventListener("click", action);
      return button;
    }

    value(name) {
      return this.controls[name]?.value.trim() ?? "";
    }

    /** Show the rows that the address asks for; a value that no control has is left out. */
    restore() {
      const asked = new URLSearchParams(location.search);
      for (const [name, control] of Object.entries(this.controls)) {
        const value = asked.get(`${this.table.id}-${name}`) ?? "";
        const fits = !control.options || [...control.options].some((option) => option.value === value);
        control.value = fits ? value : "";
      }
      this.apply();
    }

    changed() {
      this.apply();
      remember(FIELDS.map((name) => [`${this.table.id}-${name}`, this.value(name)]));
    }

    /** Show all rows again. */
    clear(focus) {
      for (const control of Object.values(this.controls)) control.value = "";
      this.changed();
      if (focus) this.controls.text.focus();
    }

    /** What a line must fit, or null where the typed port is none. */
    asked() {
      const typed = this.value("port");
      const port = typed ? typedPort(asPrinted(plain(typed))) : undefined;
      return {
        words: plain(this.value("text")).split(" "),
        unreadable: port === null,
        port: port ?? undefined,
        role: this.value("role"),
        direction: this.value("direction"),
        protocol: this.value("protocol"),
      };
    }

    fits(line, asked) {
      const { words, port, role, direction, protocol } = asked;
      return (
        words.every((word) => line.text.includes(word)) &&
        (!port || this.asksFor(line, asked).length > 0) &&
        (!protocol || line.protocols.some((name) => name === protocol || name === "any")) &&
        (!role ||
          (direction !== "in" && isRole(line.from, line.to, role)) ||
          (direction !== "out" && isRole(line.to, line.from, role)))
      );
    }

    /** The ports of a line that were asked for: all, unless a port or a protocol was chosen. */
    asksFor(line, { port, protocol }) {
      return line.ports.filter(
        (found) =>
          (!port || overlap(port, found)) &&
          (!protocol || !found.protocols || found.protocols.includes(protocol)),
      );
    }

    apply() {
      const asked = this.asked();
      const { direction, port, role } = this.controls;
      if (direction) {
        direction.disabled = !role.value;
        if (!role.value) direction.value = "";
      }
      if (port) port.setAttribute("aria-invalid", String(asked.unreadable));
      for (const line of this.lines) {
        line.shown = this.fits(line, asked);
        line.row.classList.toggle("medulla-out", !line.shown);
        const found = asked.port || asked.protocol ? this.asksFor(line, asked) : [];
        for (const port of line.ports) {
          port.element.classList.toggle("medulla-found", found.includes(port));
        }
      }
      for (const { row, lines } of this.headings) {
        row.classList.toggle("medulla-out", !lines.some((line) => line.shown));
      }
      for (const { element, id } of this.notes) {
        const calls = ({ row, shown }) => shown && row.querySelector(`a[href="#${id}"]`);
        element.classList.toggle("medulla-out", !this.lines.some(calls));
      }
      this.reset.hidden = FIELDS.every((name) => !this.value(name));
      this.list?.remove();
      const shown = this.lines.filter((line) => line.shown).length;
      const count = filled(WORDS.shown, { shown, all: this.lines.length });
      this.say(asked.unreadable ? `${WORDS.noPort} ${count}` : count);
    }

    say(text) {
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    /** Copy the ports of the shown rows, a line each; where that is not allowed, show the list. */
    async copy() {
      const asked = this.asked();
      const ports = this.lines.filter((line) => line.shown).flatMap((line) => this.asksFor(line, asked));
      const place = ({ text, first }) => (/^\d/.test(text) ? first : LAST + 1);
      ports.sort((a, b) => place(a) - place(b) || a.last - b.last || 0);
      const texts = [...new Set(ports.map((port) => port.text))];
      this.list?.remove();
      try {
        if (texts.length) await navigator.clipboard.writeText(texts.join("\n"));
      } catch {
        if (!this.copyOldWay(texts)) {
          this.say(WORDS.byHand);
          return;
        }
      }
      this.say(filled(WORDS.copied, { count: texts.length }));
    }

    /** Pages not served over HTTPS have no clipboard API, but may copy what is selected. */
    copyOldWay(texts) {
      const focused = document.activeElement;
      this.list = make("textarea", { readOnly: true, value: texts.join("\n"), rows: Math.min(texts.length, 8) });
      this.list.setAttribute("aria-label", WORDS.list);
      this.form.append(this.list);
      this.list.select();
      if (!document.execCommand("copy")) return false;
      this.list.remove();
      focused?.focus();
      return true;
    }
  }

  /** Show the row or the note that a link leads to, where a filter hides it. */
  const reveal = () => {
    const target = document.getElementById(decoded(location.hash.slice(1)));
    const hidden = target?.closest(".medulla-out");
    if (!hidden) return;
    filters.find(({ table }) => table.closest(".medulla-block").contains(hidden))?.clear(false);
    target.scrollIntoView();
  };

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  const stops = new WeakSet(); // elements that this script made focusable

  /** Make what scrolls sideways focusable, so that the keyboard can scroll it, and nothing else. */
  const scrollable = () => {
    for (const block of document.querySelectorAll(".medulla-block, .medulla-chart")) {
      const caption = textOf(block.querySelector(".caption-text"));
      for (const box of [block, ...block.querySelectorAll("div")]) {
        const scrolls =
          box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX);
        box.classList.toggle("medulla-scrolls", scrolls);
        if (scrolls && !box.hasAttribute("tabindex")) {
          stops.add(box);
          box.tabIndex = 0;
          if (box.tagName !== "DIV") continue; // a figure has its role and its name
          box.setAttribute("role", "group");
          box.setAttribute("aria-label", caption);
        } else if (!scrolls && stops.has(box)) {
          stops.delete(box);
          for (const name of ["tabindex", ...(box.tagName === "DIV" ? ["role", "aria-label"] : [])]) {
            box.removeAttribute(name);
          }
        }
      }
    }
  };

  const start = () => {
    for (const table of document.querySelectorAll(".medulla-flows table.medulla-table")) {
      const rows = table.tBodies[0].querySelectorAll("tr:not(.medulla-heading, .medulla-empty)");
      if (rows.length >= FEWEST_ROWS) filters.push(new Filter(table));
    }
    reveal();
    // Back shows the rows that were shown before; a link shows the row to which it leads.
    window.addEventListener("popstate", () => filters.forEach((filter) => filter.restore()));
    window.addEventListener("hashchange", reveal);
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href^='#']");
      if (link?.getAttribute("href") === location.hash) reveal(); // where no hash changes
    });
    // Fonts may still change what fits, and a theme may wrap a table at any time.
    const sizes = new ResizeObserver(scrollable);
    const wraps = new MutationObserver(scrollable);
    for (const block of document.querySelectorAll(".medulla-block, .medulla-chart")) {
      wraps.observe(block, { childList: true });
      sizes.observe(block);
      for (const table of block.querySelectorAll("table")) sizes.observe(table);
    }
  };

  window.medulla = { make, makeStatus, plain, filled, portOf, overlap, asPrinted, typedPort, remember };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
