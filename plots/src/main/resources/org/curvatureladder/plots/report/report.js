"use strict";
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const numeric = head.classList.contains("number");
      const key = row => {
        const cell = row.cells[column];
        const text = cell.dataset.key ?? cell.textContent;
        return numeric ? (text === "" ? NaN : Number(text)) : text;
      };
      const order = (a, b) => numeric ? a - b : a.localeCompare(b, "en", {numeric: true});
      const keyed = Array.from(body.rows, row => [key(row), row]);
      // What has no number stays at the end, whichever way the rest is sorted.
      const missing = ([value]) => numeric && Number.isNaN(value);
      keyed.sort((a, b) => missing(a) - missing(b) || (missing(a) ? 0 : (down ? -1 : 1) * order(a[0], b[0])));
      body.append(...keyed.map(([, row]) => row));
    });
  });
}
