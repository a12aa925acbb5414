"use strict";
// Shows another recorded step or example: exchanges texts and attributes, never markup.
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

// The rule of compare/page/numbers.py: a true minus sign, and ×10⁻¹² for e-12.
function typeset(text) {
  const [mantissa, power] = text.split("e");
  const shown = mantissa.replace("-", "−");
  if (power === undefined) return shown;
  return `${shown}×10${String(Number(power)).replace("-", "⁻").replace(/\d/g, (digit) => RAISED[digit])}`;
}

function start(article) {
  const record = JSON.parse(article.querySelector("script[type='application/json']").textContent);
  const controls = article.querySelector(".controls");
  const { step, example, play, at } = controls.elements;
  const numbers = [...article.querySelectorAll("[data-link]")];
  const moving = [...article.querySelectorAll("[data-moves]")];
  const split = {};

  // The i-th of the values that one string holds.
  function nth(values, mark, i) {
    split[values] ??= values.split(mark);
    return split[values][i];
  }

  function token(key, side, i) {
    const found = nth(record.texts[record.values[key][side]], side === "nearer" ? "" : " ", i);
    return found || token(key, record.like[side], i);
  }

  function text(key, side, shown) {
    const k = step.valueAsNumber;
    const place = { both: k * record.examples + shown, step: k, example: shown };
    const found = token(key, side, place[record.values[key].per]);
    return record.nearer[found] ?? typeset(found);
  }

  function move(element) {
    const each = `${element.dataset.moves}@${example.value}`;
    const name = each in record.moves ? each : element.dataset.moves;
    for (const [attribute, values] of Object.entries(record.moves[name])) {
      const value = nth(values, "|", step.valueAsNumber);
      if (value) element.setAttribute(attribute, value);
    }
  }

  function show() {
    for (const element of numbers) {
      const { link, side, factor, example: of } = element.dataset;
      const found = text(link, side, Number(of ?? example.value));
      element.textContent = factor !== undefined && found.startsWith("−") ? `(${found})` : found;
    }
    moving.forEach(move);
    const now = record.steps[step.valueAsNumber];
    at.value = `${now.toLocaleString("en")} of ${record.of.toLocaleString("en")}`;
    step.setAttribute("aria-valuetext", `step ${at.value}`);
    for (const element of article.querySelectorAll("[data-show]"))
      element.textContent = element.dataset.show === "step" ? now : example.selectedOptions[0].textContent;
  }

  let timer = 0;
  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "play";
    play.setAttribute("aria-pressed", "false");
  }
  function tick() {
    step.valueAsNumber += 1;
    show();
    if (step.value === step.max) stop();
  }
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (step.value === step.max) step.value = 0;
    show();
    timer = setInterval(tick, matchMedia("(prefers-reduced-motion: reduce)").matches ? 1500 : 400);
    play.textContent = "pause";
    play.setAttribute("aria-pressed", "true");
  });
  step.addEventListener("input", () => { stop(); show(); });
  example.addEventListener("change", show);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.hidden = false;
  show();
  light(article);
  article.querySelectorAll(".break").forEach(breaking);
}

// Shows the texts and the curve of one row of the table of mistakes.
function breaking(section) {
  const rows = section.querySelectorAll("tr[data-heights]");
  const across = section.dataset.across.split(" ");
  const choice = section.querySelector("select");
  function show() {
    const row = rows[choice.selectedIndex];
    for (const element of section.querySelectorAll("dd[data-break]"))
      element.textContent = row.querySelector(`[data-column="${element.dataset.break}"]`).textContent;
    const points = row.dataset.heights.split(" ").map((height, i) => `${across[i]},${height}`);
    section.querySelector("[data-break='curve']").setAttribute("points", points.join(" "));
  }
  choice.addEventListener("change", show);
  section.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  for (const part of section.querySelectorAll("form, .chosen")) part.hidden = false;
  show();
}

// Pointing at a part, or reaching it by keyboard, lights all parts that stand for the same link.
function light(article) {
  const parts = [...article.querySelectorAll("[data-parts]")].map((element) => [element, element.dataset.parts.split(" ")]);
  const lit = (names) => parts.forEach(([element, own]) => element.classList.toggle("lit", own.some((name) => names.includes(name))));
  for (const [element, own] of parts)
    for (const [on, off] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
      element.addEventListener(on, () => lit(own));
      element.addEventListener(off, () => lit([]));
    }
  for (const group of article.querySelectorAll("[data-rove]")) rove([...group.querySelectorAll("[tabindex]")]);
}

// One stop of the Tab key for a whole picture; the arrow keys go from part to part.
function rove(parts) {
  parts[0].setAttribute("tabindex", "0");
  const moves = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  for (const [i, part] of parts.entries())
    part.addEventListener("keydown", (event) => {
      if (!(event.key in moves)) return;
      event.preventDefault();
      const next = parts[(i + moves[event.key] + parts.length) % parts.length];
      part.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
}

for (const article of document.querySelectorAll("article")) start(article);
