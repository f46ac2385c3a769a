// The search dialog, on the index that Pagefind makes after the build (`pagefind/`).
// Keys: `/`, `s` or `f` open it, Esc closes it, the arrows walk the results.
// Everything is written with textContent; excerpts alone come as HTML, escaped by Pagefind.

const FACETS = [
  ["person", "Person"],
  ["place", "Place"],
  ["source", "Source"],
  ["year", "Year"],
  ["status", "Status"],
];
const PAGE = 10; // results shown at a time
const SHORT = 6; // values of a facet shown before one narrows them

const dialog = document.getElementById("fs-search");
const input = dialog.querySelector("#fs-search-input");
const facets = dialog.querySelector(".fs-facets");
const status = dialog.querySelector(".fs-results__status");
const list = dialog.querySelector(".fs-results__list");
const more = dialog.querySelector(".fs-results__more");
const root = new URL(dialog.dataset.base.replace(/\/?$/, "/"), location.href);

const chosen = new Map(FACETS.map(([name]) => [name, new Set()]));
const narrowed = new Map();
let pagefind, results = [], shown = 0, asked = 0, waiting;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function load() {
  if (pagefind) return pagefind;
  const engine = await import(new URL("pagefind/pagefind.js", root));
  await engine.options({ baseUrl: root.pathname, excerptLength: 24 });
  await engine.init();
  await engine.filters(); // a search counts only the facets that are loaded by then
  pagefind = engine;
  return engine;
}

async function open() {
  if (!dialog.open) dialog.showModal();
  input.focus();
  input.select();
  status.textContent = "Loading the index …";
  try {
    await load();
  } catch {
    status.textContent =
      "The search index is not here. It is made after the site is built: run “factsheets build”.";
    return;
  }
  await search();
}

function filters() {
  const wanted = {};
  for (const [name, values] of chosen) {
    // All of the people and places that are chosen; any of the sources, years and states.
    if (!values.size) continue;
    wanted[name] = ["person", "place"].includes(name) ? [...values] : { any: [...values] };
  }
  return wanted;
}

async function search() {
  const query = input.value.trim(), wanted = filters(), mine = ++asked;
  const idle = !query && !Object.keys(wanted).length;
  const found = await pagefind.search(query || null, { filters: wanted });
  const counts = Object.keys(found.filters ?? {}).length ? found.filters : await pagefind.filters();
  if (mine !== asked) return; // a later search shows its own results
  results = idle ? [] : found.results;
  showFacets(counts);
  list.replaceChildren();
  shown = 0;
  status.textContent = idle
    ? "Type a name, a place or words of a claim, or choose on the side."
    : `${results.length || "No"} ${results.length === 1 ? "sheet" : "sheets"} found`;
  await showMore();
}

async function showMore() {
  const mine = asked;
  const page = await Promise.all(results.slice(shown, shown + PAGE).map((found) => found.data()));
  if (mine !== asked) return;
  list.append(...page.map(resultItem));
  shown += page.length;
  more.hidden = shown >= results.length;
}

function resultItem(data) {
  const item = element("li", "fs-result");
  const link = element("a", "", data.meta.title);
  link.href = data.url;
  const source = [data.meta.source, data.meta.date].filter(Boolean).join(" · ");
  const excerpt = element("p");
  excerpt.innerHTML = data.excerpt;
  item.append(link, element("p", "fs-result__source", source), excerpt);
  const parts = data.sub_results.filter((part) => part.url !== data.url).slice(0, 3);
  if (parts.length) {
    const places = element("ul");
    for (const part of parts) {
      const line = element("li"), inner = element("a", "", part.title);
      inner.href = part.url;
      line.append(inner);
      places.append(line);
    }
    item.append(places);
  }
  return item;
}

function showFacets(counts) {
  const focused = document.activeElement?.dataset?.facetKey;
  const opened = new Map([...facets.children].map((box) => [box.dataset.facet, box.open]));
  facets.replaceChildren(
    ...FACETS.filter(([name]) => valuesOf(name, counts).length).map(([name, title]) =>
      facetBox(name, title, counts, opened),
    ),
  );
  if (focused) facets.querySelector(`[data-facet-key="${CSS.escape(focused)}"]`)?.focus();
}

// A facet's values with their counts: those that narrow what was found, and those chosen.
function valuesOf(name, counts) {
  const held = chosen.get(name);
  return Object.entries(counts[name] ?? {}).filter(([value, count]) => count > 0 || held.has(value));
}

function facetBox(name, title, counts, opened) {
  const box = element("details", "fs-facet");
  box.dataset.facet = name;
  const wide = matchMedia("(min-width: 45em)").matches;
  box.open = opened.get(name) ?? (wide || chosen.get(name).size > 0);
  box.append(element("summary", "", title));
  const held = chosen.get(name);
  const values = valuesOf(name, counts)
    .sort(([a, m], [b, n]) => held.has(b) - held.has(a) || (name === "year" ? b.localeCompare(a) : n - m || a.localeCompare(b)));
  const lines = element("div");
  const fill = () => {
    const part = (narrowed.get(name) || "").toLocaleLowerCase();
    const fitting = values.filter(([value]) => held.has(value) || value.toLocaleLowerCase().includes(part));
    lines.replaceChildren(...fitting.slice(0, part ? 30 : SHORT + held.size).map(([value, count]) => valueLine(name, value, count)));
  };
  if (values.length > SHORT) {
    const field = element("input");
    field.type = "text";
    field.placeholder = `Find among ${values.length}`;
    field.setAttribute("aria-label", `Narrow the list: ${title}`);
    field.dataset.facetKey = `${name}:`;
    field.value = narrowed.get(name) || "";
    field.addEventListener("input", () => { narrowed.set(name, field.value); fill(); });
    box.append(field);
  }
  fill();
  box.append(lines);
  return box;
}

function valueLine(name, value, count) {
  const label = element("label"), check = element("input");
  check.type = "checkbox";
  check.checked = chosen.get(name).has(value);
  check.dataset.facetKey = `${name}:${value}`;
  check.addEventListener("change", () => {
    chosen.get(name)[check.checked ? "add" : "delete"](value);
    search();
  });
  label.append(check, element("span", "", value), element("span", "", String(count)));
  return label;
}

function walk(event) {
  const links = [...list.querySelectorAll(".fs-result > a")];
  if (!links.length || event.target.closest(".fs-facets")) return;
  const at = links.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  event.preventDefault();
  (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
}

document.addEventListener("keydown", (event) => {
  if (dialog.open) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event);
    return;
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (["/", "s", "f"].includes(event.key)) {
    event.preventDefault();
    open();
  }
});

for (const button of document.querySelectorAll("[data-fs-search]")) button.addEventListener("click", open);
dialog.querySelector("[data-fs-close]").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => pagefind && search(), 120);
});
more.addEventListener("click", showMore);
