"""What browsers measure on a page: JavaScript functions, which Playwright calls."""

_COLOURS = """(scope) => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const known = new Map();  // pages have few colours, and reading a pixel takes long
  const rgba = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = (top, under) =>
    [0, 1, 2].map((part) => top[part] * top[3] + under[part] * (1 - top[3]));
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      layers.unshift(rgba(getComputedStyle(node).backgroundColor));
    }
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const contrast = (paint, element) => {
    const back = behind(element);
    const front = over(rgba(paint), back);
    const [high, low] = [luminance(front), luminance(back)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const found = [];
  let lowest = 21;
  let measured = 0;
  const measure = (paint, element, least) => {
    const value = contrast(paint, element);
    measured += 1;
    lowest = Math.min(lowest, value);
    if (value < least) found.push([value.toFixed(2), paint, element.outerHTML.slice(0, 120)]);
  };
"""

FAINT = (
    _COLOURS
    + """
  const blocks = [...document.querySelectorAll(scope ?? "[class*=medulla]")];
  const all = blocks.flatMap((block) => [block, ...block.querySelectorAll("*")]);
  for (const element of new Set(all)) {  // blocks lie within blocks
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || element.closest("title, desc, option, .headerlink, .medulla-unseen")) continue;
    if (element.matches(":disabled")) continue;
    const style = getComputedStyle(element);
    measure(element.closest("svg") ? style.fill : style.color, element, 4.5);
  }
  return {found, lowest, measured};
}"""
)
"""Texts of the extension, or within a selector, whose contrast is less than 4.5."""

FAINT_LINES = (
    _COLOURS
    + """
  for (const line of document.querySelectorAll(".medulla-svg :is(path, polygon, polyline)")) {
    const { stroke } = getComputedStyle(line);
    if (stroke !== "none") measure(stroke, line, 3);
  }
  for (const field of document.querySelectorAll(".medulla-filter :is(input, select, button)")) {
    if (field.matches(":enabled")) measure(getComputedStyle(field).borderTopColor, field, 3);
  }
  return {found, lowest, measured};
}"""
)
"""Lines of charts and borders of fields whose contrast is less than 3."""

SMALLEST = """() => {
  const sizes = [...document.querySelectorAll(".medulla-svg")].flatMap((svg) => {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return [...svg.querySelectorAll("text")].map(
      (text) => scale * parseFloat(text.getAttribute("font-size")));
  });
  return Math.min(...sizes);
}"""
"""The size of the smallest text of all charts, in pixels."""

WIDE = """() => {
  const root = document.documentElement;
  const boxes = (block) => [block, ...block.querySelectorAll("div")].filter(
    (box) => box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== "visible");
  const blocks = [...document.querySelectorAll(".medulla-block, .medulla-chart")];
  const everything = document.getElementById("everything").closest(".medulla-block");
  return {
    page: root.scrollWidth - root.clientWidth,
    stuck: blocks.filter((block) => boxes(block).some((box) => box.tabIndex < 0)).length,
    scrolls: boxes(everything).length > 0,
    captions: blocks.filter((block) => {
      const caption = block.querySelector(".caption-text").getBoundingClientRect();
      return caption.right > block.getBoundingClientRect().right + 1;
    }).length,
    numbers: blocks.filter((block) => {
      const tops = [...block.querySelectorAll(".caption-number, .caption-text")].slice(0, 2)
        .map((part) => part.getBoundingClientRect().top);
      return tops[0] > tops[1] + 4;
    }).length,
    notes: [...document.querySelectorAll(".medulla-note, .medulla-errata li")].filter(
      (note) => note.scrollWidth > note.clientWidth).map((note) => note.textContent),
  };
}"""

BROKEN = """() => {
  const broken = [];
  for (const body of document.querySelectorAll(
    "table.medulla-table:not(#shares) tbody, dl.medulla-services")) {
    const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\d]+/gu)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((line) => line.top)).size > 1) {
          broken.push(word[0]);
        }
      }
    }
  }
  return broken;
}"""

PAPER = """() => {
  const blocks = [...document.querySelectorAll(".medulla-block, .medulla-chart")];
  return blocks.flatMap((block) => {
    const edge = block.getBoundingClientRect().right + 1;
    const scrolls = [block, ...block.querySelectorAll("div")].filter(
      (box) => getComputedStyle(box).overflowX !== "visible");
    const beyond = [...block.querySelectorAll("th, svg")].filter(
      (cell) => cell.getBoundingClientRect().right > edge);
    return [...scrolls, ...beyond].map((element) => element.outerHTML.slice(0, 120));
  });
}"""

PALE = """() => {
  const light = (colour) => {
    const unit = colour.startsWith("color") ? 1 : 255;
    const [red, green, blue, alpha = 1] = colour.match(/[0-9.e-]+/g).slice(0, 4).map(Number);
    return 1 - alpha * (1 - (red + green + blue) / 3 / unit);
  };
  const blocks = [...document.querySelectorAll(".medulla-block, .medulla-chart")];
  const texts = blocks.flatMap((block) => [...block.querySelectorAll("*")]).filter(
    (element) => element.checkVisibility() && !element.closest(".headerlink")
      && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return texts.filter((element) => {
    const style = getComputedStyle(element);
    return light(element.matches("svg *") ? style.fill : style.color) > 0.55;
  }).map((element) => element.outerHTML.slice(0, 120));
}"""
"""The texts of blocks that are too pale for paper, which is white."""

SHARES = """(id) => {
  const table = document.getElementById(id);
  const all = table.getBoundingClientRect().width;
  return [...table.querySelectorAll("thead th")].map(
    (head) => Math.round(100 * head.getBoundingClientRect().width / all));
}"""
