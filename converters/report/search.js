"use strict";
(() => {
  const form = document.getElementById("search");
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const main = document.getElementById("main");
  const rows = [...main.querySelectorAll(".row")].map(row => ({
    row,
    text: row.textContent.toLowerCase(),
    severity: (row.closest("[data-severity]") || {dataset: {}}).dataset.severity,
  }));
  const folds = [...main.querySelectorAll("details")];
  const first = new Map(folds.map(fold => [fold, fold.open]));

  function show() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(word => word);
    const severities = new Set(boxes.filter(box => box.checked).map(box => box.value));
    let shown = 0;
    for (const {row, text, severity} of rows) {
      const hit = wanted.every(word => text.includes(word)) && (!severity || severities.has(severity));
      row.hidden = !hit;
      shown += hit;
    }
    for (const fold of folds) {
      const severity = fold.dataset.severity;
      const hits = fold.querySelector(".row:not([hidden])") !== null;
      fold.hidden = (severity !== undefined && !severities.has(severity)) || (wanted.length > 0 && !hits);
      fold.open = wanted.length > 0 ? hits : first.get(fold);
    }
    found.textContent = wanted.length > 0 ? (shown === 1 ? "1 line" : `${shown} lines`) : "";
  }

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target; fold; fold = fold.parentElement) if (fold.tagName === "DETAILS") fold.open = true;
  }

  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", show);
  addEventListener("hashchange", reveal);
  addEventListener("keydown", event => {
    if (event.key === "/" && document.activeElement !== words) {
      event.preventDefault();
      words.focus();
    } else if (event.key === "Escape" && document.activeElement === words) {
      words.value = "";
      show();
    }
  });
  let open = [];
  addEventListener("beforeprint", () => {
    open = folds.filter(fold => fold.open);
    for (const fold of folds) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folds) fold.open = open.includes(fold);
  });
  reveal();
})();
