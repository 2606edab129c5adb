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

let spent = 0;
const load = name => fetch(`search/${name}`, { cache: "no-cache" }).then(answer => {
  if (!answer.ok) throw new Error(name);
  return answer.text();
}).then(text => {
  spent += new TextEncoder().encode(text).length;
  return JSON.parse(text);
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

const STEP = 20, ENOUGH = 120000;
const hits = [];
let shown = 0, list, group;

const look = rows => rows.forEach(([href, ...texts]) => {
  const holds = text => text.split("\n").some(field => fold(field).includes(wanted));
  texts.forEach((text, place) => {
    // After the title come anchor and line by turns. What the first line says too, the title need not.
    if (place % 2 || !holds(text) || (!place && texts[1] === "" && holds(texts[2]))) return;
    const anchor = place ? texts[place - 1] : "";
    hits.push({ way: href, group: texts[0], text, href: anchor[0] === "#" || !anchor ? href + anchor : anchor });
  });
});

// Names that are the word, then those that begin with it, then those that hold it; each place once.
const told = {};
const pick = (found, last) => [0, 1, 2].slice(0, last).forEach(rank => found.forEach(([text, href, above]) => {
  const at = fold(text).indexOf(wanted), own = fold(text) === wanted ? 0 : at ? 2 : 1;
  if (at < 0 || own !== rank || told[href]) return;
  told[href] = true;
  hits.push({ group: "村和地方", text: above ? `${text}\n${above}` : text, href });
}));
// Of sorted pieces, by the first text in each, those in which texts that begin with the word can be.
const within = (row, firsts) => firsts.map((first, number) => ({
  size: 25000,
  run: () => load(`names/${row}-${number}.json`).then(found => pick(found, row === "starts" ? 2 : 3)),
  fits: (first < wanted || first.startsWith(wanted)) && !(firsts[number + 1] < wanted),
})).filter(step => step.fits);
const names = () => load("names.json").then(found => {
  if (found.all) pick(found.all, 3);
  else steps.unshift(...within("starts", found.starts), ...within("inside", found.inside));
});

// The places right below that hold every two neighbouring characters of the word: no other can hold the word.
const below = () => load("below.json").then(({ shards, width }) => {
  const signs = Array.from(wanted), asked = {};
  (signs[1] ? signs.slice(1).map((sign, place) => [signs[place], sign]) : [[wanted, " "]]).forEach(pair => {
    const shard = (pair[0].codePointAt(0) * 31 + pair[1].codePointAt(0)) & (shards - 1);
    (asked[shard] = asked[shard] || []).push(pair.join(""));
  });
  const few = Object.keys(asked).slice(0, 3);
  return Promise.all(few.map(shard => load(`below/${shard}.json`))).then(found => {
    let left = Array.from({ length: width - 1 }, (_, place) => String(place + 1));
    few.forEach((shard, place) => {
      const holders = {};
      Object.keys(found[place]).forEach(key => {
        const terms = Array.from(found[place][key]);
        for (let sign = 0; sign < terms.length; sign += 2) holders[terms[sign] + terms[sign + 1]] = key;
      });
      asked[shard].forEach(term => {
        const key = holders[term], listed = (key || "").replace("!", "").split(".");
        left = left.filter(one => key !== undefined && listed.includes(one) !== (key[0] === "!"));
      });
    });
    return left.length ? load("children.json").then(children => left.forEach(one => {
      const [href, text] = children[one - 1];
      const more = `${href}?q=${encodeURIComponent(query)}`;
      hits.push({ group: `下面可能有「${query}」，点开再找`, text, href: more });
    })) : 0;
  });
});

const steps = index.pieces.map(([piece, size]) => ({ size, run: () => load(piece).then(look) }));
if (index.below) steps.unshift({ size: 0, run: names }, { size: 0, run: below });

// Step after step until there is enough to show, or so many bytes were loaded for once.
const seek = before => {
  const step = steps[0], loaded = spent - before;
  if (!step || hits.length - shown >= STEP || (loaded && loaded + step.size > ENOUGH)) return Promise.resolve();
  steps.shift();
  return step.run().then(() => seek(before));
};

const show = () => {
  hits.slice(shown, shown + STEP).forEach(hit => {
    if ((hit.way || hit.group) !== group) {
      group = hit.way || hit.group;
      const heading = make("h3", at("found"), hit.way ? "" : group);
      if (hit.way) make("a", heading, hit.group).href = hit.way;
      list = make("ul", at("found"));
      list.className = hit.way ? "lines hits" : "lines hits places";
    }
    const link = make("a", make("li", list));
    link.href = hit.href;
    hit.text.split("\n").forEach(field => write(make(/[0-9] 元$/.test(field) ? "b" : "span", link), field));
  });
  shown = Math.min(hits.length, shown + STEP);
  const rest = steps.length > 0, count = at("count"), more = at("more");
  count.textContent = hits.length
    ? `${rest ? "已" : ""}找到 ${hits.length} 处「${query}」`
    : `${rest ? "最新的记录里" : ""}没有找到「${query}」`;
  count.hidden = false;
  more.hidden = shown === hits.length && !rest;
  more.textContent = shown < hits.length ? "再看 20 处" : "接着找";
  at("hints").hidden = hits.length > 0;
};

const go = () => {
  at("more").disabled = true;  // until what was asked for is here
  seek(spent).then(show).catch(() => {
    at("count").hidden = false;
    at("count").textContent = "没有读到，请看看网络，再刷新这一页";
  }).then(() => { at("more").disabled = false; });
};
at("more").addEventListener("click", go);
go();
})();
