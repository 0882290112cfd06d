/* The filter above the descriptions of ports. Without it, all of them are on the page. */

(() => {
  "use strict";

  const form = document.querySelector(".port-filter");
  const list = document.querySelector(".medulla-services");
  if (!form || !list) return;

  const field = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const plain = (text) => text.toLowerCase().replace(/\s+/g, " ");

  /* A service: its term, its description, and both as text. */
  const services = [...list.querySelectorAll(":scope > dt")].map((term) => {
    const parts = [term];
    for (let next = term.nextElementSibling; next?.tagName === "DD"; next = next.nextElementSibling) {
      parts.push(next);
    }
    const numbers = [...term.textContent.matchAll(/(\d+)(?:-(\d+))?\//g)].map(
      ([, first, last]) => [Number(first), Number(last ?? first)]
    );
    return { parts, numbers, text: plain(parts.map((part) => part.textContent).join(" ")) };
  });

  /* A number alone is a port, and also one of a range; anything else is words. */
  const fits = ({ numbers, text }, wanted) =>
    /^\d+$/.test(wanted)
      ? numbers.some(([first, last]) => first <= Number(wanted) && Number(wanted) <= last)
      : wanted.split(" ").every((word) => text.includes(word));

  const show = () => {
    const wanted = plain(field.value).trim();
    let shown = 0;
    for (const service of services) {
      const found = wanted === "" || fits(service, wanted);
      for (const part of service.parts) part.hidden = !found;
      shown += found;
    }
    status.textContent = status.dataset.words
      .replace("SHOWN", shown)
      .replace("ALL", services.length);
  };

  form.hidden = false;
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
