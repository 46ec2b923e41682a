(() => {
  "use strict";
  const FIRST = 25, STEP = 100, PRINTED = 50;
  const SETTLED = new Set(["selaras", "penunjang", "tidak_terbaca"]);
  const list = document.getElementById("item");
  const form = document.getElementById("saringan");
  if (!list || !form) return;
  const items = Array.from(list.children);
  const search = document.getElementById("cari");
  const order = document.getElementById("urutan");
  const found = document.getElementById("jumlah");
  const more = document.getElementById("lagi");
  const empty = document.getElementById("kosong");
  const filters = Array.from(form.querySelectorAll("[data-filter]"));
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => number.format(values[name]));
  const words = new Map();
  const textOf = (item) => {
    if (!words.has(item)) words.set(item, item.textContent.toLowerCase());
    return words.get(item);
  };
  const by = (name) => (item) => Number(item.dataset[name]);
  const orders = {
    rank: [by("rank")],
    money: [(item) => -by("money")(item), by("rank")],
    opd: [by("opd"), by("rank")],
    page: [by("document"), by("page"), by("rank")],
  };
  const compare = (keys) => (a, b) => {
    for (const key of keys) {
      const difference = key(a) - key(b);
      if (difference) return difference;
    }
    return 0;
  };
  let limit = FIRST, sorted = "rank", matching = [];

  const draw = () => {
    if (order.value !== sorted) {
      sorted = order.value;
      items.sort(compare(orders[sorted]));
      list.append(...items);
    }
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = filters.filter((one) => one.value);
    matching = items.filter((item) =>
      chosen.every((one) => item.dataset[one.dataset.filter] === one.value)
      && wanted.every((word) => textOf(item).includes(word)));
    const place = new Map(matching.map((item, index) => [item, index]));
    for (const item of items) {
      const index = place.has(item) ? place.get(item) : Infinity;
      item.hidden = index >= limit;
      const settled = !chosen.length && !wanted.length && SETTLED.has(item.dataset.status);
      item.classList.toggle("late", index >= PRINTED || settled);
    }
    const count = matching.length;
    found.textContent = fill(found.dataset.text, { n: count, all: items.length });
    empty.hidden = count > 0;
    more.parentElement.hidden = count <= limit;
    more.textContent = fill(more.dataset.text, { n: Math.min(STEP, Math.max(0, count - limit)) });
  };
  const redraw = () => { limit = FIRST; draw(); };
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.hidden || target.parentElement !== list) return;
    form.reset();
    limit = Infinity;
    draw();
    target.scrollIntoView();
  };

  form.hidden = found.hidden = false;
  form.addEventListener("input", redraw);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(redraw));
  more.addEventListener("click", () => {
    const next = matching[limit];
    limit += STEP;
    draw();
    if (next) { next.tabIndex = -1; next.focus({ preventScroll: true }); }
  });
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => { limit = Math.max(limit, PRINTED); draw(); });
  draw();
  reveal();
})();
