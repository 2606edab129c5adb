// Searches one board: loads its lines only when something is asked for, and writes everything as text, never as HTML.
(() => {
"use strict";
const at = id => document.getElementById(id);
const make = (tag, parent, text) => {
  const made = parent.appendChild(document.createElement(tag));
  if (text) made.textContent = text;
  return made;
};

// As values/needle.py folds.
const fold = text => text.normalize("NFKC").replace(/\u2212/g, "-").toLowerCase().toUpperCase()
  .replace(/[\t-\r\x1c- \x85\u1680\u2028\u2029,]/g, "");
const results = at("results"), index = JSON.parse(results.getAttribute("data-index"));
results.fold = fold;  // for the tests
const query = (new URLSearchParams(location.search).get("q") || "").trim(), wanted = fold(query);
if (location.protocol === "file:" || !window.fetch) return;
at("idle").hidden = true;
at("q").value = query;
if (!wanted) return;
document.title = `${query} · ${document.title}`;

const load = name => fetch(`search/${name}`, { cache: "no-cache" }).then(answer => {
  if (!answer.ok) throw new Error(name);
  return answer.json();
});

// A text with the hit marked; of a long one, what stands around the hit.
const write = (parent, text) => {
  const starts = [], ends = [];
  let folded = "", end = 0;
  for (const sign of text) {
    const start = end, one = fold(sign);
    end += sign.length;
    folded += one;
    for (const _ of one.split("")) { starts.push(start); ends.push(end); }
  }
  const hit = folded.indexOf(wanted);
  if (hit < 0) return parent.append(text);
  const from = starts[hit], to = ends[hit + wanted.length - 1];
  const first = text.length > 120 ? Math.max(0, from - 30) : 0, last = text.length > 120 ? to + 60 : text.length;
  parent.append((first ? "…" : "") + text.slice(first, from));
  make("mark", parent, text.slice(from, to));
  parent.append(text.slice(to, last) + (last < text.length ? "…" : ""));
};

const STEP = 20, ENOUGH = 160000;
const hits = [];
let next = 0, shown = 0, list, group;

const look = rows => rows.forEach(([href, ...texts]) => texts.forEach((text, place) => {
  // After the title come anchor and line by turns.
  if (place % 2 || !text.split("\n").some(field => fold(field).includes(wanted))) return;
  const anchor = place ? texts[place - 1] : "";
  hits.push({ group: href, title: texts[0], text, href: anchor[0] === "#" || !anchor ? href + anchor : anchor });
}));

// Piece after piece until there is enough to show, or enough was loaded for once.
const seek = loaded => {
  const piece = index.pieces[next];
  if (!piece || hits.length - shown >= STEP || (loaded && loaded + piece[1] > ENOUGH)) return Promise.resolve();
  next += 1;
  return load(piece[0]).then(rows => { look(rows); return seek(loaded + piece[1]); });
};

const show = () => {
  hits.slice(shown, shown + STEP).forEach(hit => {
    if (hit.group !== group) {
      group = hit.group;
      make("a", make("h3", at("found")), hit.title).href = group;
      list = make("ul", at("found"));
      list.className = "lines hits";
    }
    const link = make("a", make("li", list));
    link.href = hit.href;
    hit.text.split("\n").forEach(field => write(make(/\d 元$/.test(field) ? "b" : "span", link), field));
  });
  shown = Math.min(hits.length, shown + STEP);
  const rest = index.pieces.length > next, count = at("count"), more = at("more");
  count.textContent = hits.length
    ? `${rest ? "已" : ""}找到 ${hits.length} 条「${query}」`
    : `${rest ? "最近的记录里" : ""}没有找到「${query}」`;
  count.hidden = false;
  more.hidden = shown === hits.length && !rest;
  more.textContent = shown < hits.length ? "再看 20 条" : "接着找更早的";
  at("hints").hidden = hits.length > 0;
};

const go = () => seek(0).then(show).catch(() => {
  at("count").hidden = false;
  at("count").textContent = "没有读到，请看看网络，再刷新这一页";
});
at("more").addEventListener("click", go);
go();
})();
