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
const results = at("results"), { lineage, village } = JSON.parse(results.getAttribute("data-index"));
const assets = document.currentScript.src.replace(/[^/]*$/, "");
results.fold = fold;  // for the tests
const query = (new URLSearchParams(location.search).get("q") || "").trim(), wanted = fold(query);
if (location.protocol === "file:" || !window.fetch) return;
at("idle").hidden = true;
at("q").value = query;
if (!wanted) return at("q").focus();
document.title = `${query} · ${document.title}`;

// --- words: what has no blank in it; of each the forms in which it may stand, and for a number how an amount of it does
const words = [...new Set(query.normalize("NFKC").split(/\s+/).map(fold))].filter(word => word).map(word => {
  const [, yuan, fen] = /^-?0*([0-9]+)(?:\.([0-9]*?)0*)?元?$/.exec(word) || [];
  return {
    forms: [word],
    key: yuan && (fen ? `${yuan}.${fen}` : yuan),
    exact: yuan && new RegExp(`(^|[^0-9.])0*${yuan}${fen ? `\\.${fen}0*` : "(\\.0+)?"}元`),
  };
});
const one = words.length === 1 ? words[0] : {}, counted = words.find(word => word.key) || {}, longest = [...words].sort((a, b) => b.forms[0].length - a.forms[0].length)[0];
const has = (word, fields) =>
  fields.some(field => word.forms.some(form => field.includes(form)) || (word.exact && word.exact.test(field)));
// The word in two parts that stand apart: 第一书记袁某 where 袁某（第一书记） is written.
const apart = (word, fields) => {
  const signs = Array.from(word.forms[word.forms.length - 1]);
  for (let cut = 2; cut < signs.length - 1 && !word.exact; cut++) {
    const parts = [signs.slice(0, cut).join(""), signs.slice(cut).join("")];
    if (parts.every(part => fields.some(field => field.includes(part)))) return parts;
  }
};

let spent = 0;  // bytes, nearly, and what each request takes besides
const read = (url, weight = 1) => fetch(url, { cache: "no-cache" }).then(answer => {
  if (!answer.ok) throw new Error(url);
  return answer.text();
}).then(text => {
  spent += new TextEncoder().encode(text).length * weight + 1000;
  return text;
});
const load = (url, weight) => read(url, weight).then(JSON.parse);
const DENSE = 2;  // compressed, these are twice as heavy as lines

// Traditional characters: those that are not among the common simplified ones, and a few that are both.
const simplify = () => {
  const bytes = new Uint8Array(72 * 94 * 2).map((_, place) => place % 2 ? 161 + (place >> 1) % 94 : 176 + Math.floor(place / 188));
  const plain = new TextDecoder("gbk").decode(bytes), table = {};
  const strange = Array.from(wanted).filter(sign =>
    /[\u3400-\u9fff]/.test(sign) && (!plain.includes(sign) || "乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽".includes(sign)));
  const parts = [...new Set(strange.map(sign => sign.codePointAt(0) % 8))];
  return Promise.all(parts.map(part => read(`${assets}simplified-${part}.txt`))).then(texts => {
    texts.forEach(text => Array.from(text).forEach((sign, place, all) => { if (place % 2) table[all[place - 1]] = sign; }));
    words.forEach(word => {
      const other = Array.from(word.forms[0]).map(sign => table[sign] || sign).join("");
      if (other !== word.forms[0]) word.forms.push(other);
    });
  });
};

// --- results
const STEP = 20, FIRST = 38000, LATER = 120000;
const pending = [], loose = [], places = {}, named = {};
let steps = [], limit = FIRST, count = 0, shown = 0, looked = 0;
const found = hit => { pending.push(hit); if (!hit.door) { count++; places[hit.place] = (places[hit.place] || 0) + 1; } };

// The rows of one file. `base` leads to the place that they are from, whose name is `place`.
const look = (rows, base, place) => rows.forEach(([href, title, day, ...lines]) => {
  const heading = fold(title), own = [], near = [], page = base + href;
  const inHeading = words.map(word => has(word, [heading]));
  const told = { page, place, base, title, day };
  const add = (into, anchor, text, rank, marks) => into.push({
    ...told, rank, marks, text, href: anchor && anchor[0] !== "#" ? base + anchor : page + anchor });
  const every = [heading], texts = [];
  for (let line = 0; line < lines.length; line += 2) {
    const fields = lines[line + 1].split("\n").map(fold);
    texts.push([lines[line], lines[line + 1], fields]);
    every.push(...fields);
  }
  texts.forEach(([anchor, text, fields]) => {
    const inside = words.map(word => has(word, fields));
    // What the title says already, each line need not say again: all words stand here, or one that it lacks.
    if (!inside.every((yes, at) => yes || inHeading[at]) || !inside.some((yes, at) => yes && !inHeading[at]) && !inside.every(yes => yes)) return;
    add(own, anchor, text, 2 * words.filter(word => word.exact && !fields.some(field => word.exact.test(field))).length);
  });
  if (inHeading.every(yes => yes) && !own.some(hit => hit.href === page)) {
    add(own, "", title, 2 * words.filter(word => word.exact).length);
    own.unshift(own.pop());
  }
  if (!own.length && words.length > 1 && words.every(word => has(word, every)))
    words.map(word => texts.find(([, , fields]) => has(word, fields))).filter((line, at, all) => line && all.indexOf(line) === at)
      .sort((a, b) => texts.indexOf(a) - texts.indexOf(b)).forEach(([anchor, text]) => add(own, anchor, text, 1));
  if (!own.length && !count) texts.forEach(([anchor, text, fields]) => {
    const parts = words.map(word => has(word, [heading, ...fields]) ? word.forms : apart(word, [heading, ...fields]));
    if (parts.every(some => some)) add(near, anchor, text, 0, [].concat(...parts));
  });
  own.forEach(found);
  loose.push(...near);
});

// Names that are the words, then those that begin with them, then those that hold them; each place once.
const around = fold(lineage.slice(0, village ? -1 : undefined).map(([name]) => name).join(""));
const pick = (rows, base, last) => [0, 1, 2].slice(0, last).forEach(rank => rows.forEach(([text, href, above]) => {
  const name = fold(text), full = around + fold(above || "").replace(/·/g, "") + name, way = new URL(base + href, location).href;
  const rest = words.filter(word => !word.forms.some(form => full.includes(form)));
  // Some words name the place, the rest is to be looked for in it.
  if (!named[way] && rest.length && /\/index\.html$/.test(href) && words.some(word => word.forms.includes(name))) {
    const other = rest.map(word => word.forms[0]).join(" "), page = base + href.replace(/index\.html$/, "search.html");
    named[way] = true;
    found({ door: true, place: `到这里面找“${other}”`, text, href: `${page}?q=${encodeURIComponent(other)}`, rank: -4 });
  }
  if (named[way] || rest.length
    || !words.some(word => word.forms.some(form => name.includes(form) || full.endsWith(name) && form.endsWith(name)))) return;
  const own = words.some(word => word.forms.some(form => form.endsWith(name))) ? 0
    : words.some(word => word.forms.some(form => name.startsWith(form))) ? 1 : 2;
  if (own !== rank) return;
  named[way] = true;
  found({ place: "村和地方", text: above ? `${text}\n${above}` : text, href: base + href, rank: -4 + rank });
}));
// Of sorted pieces, by the first text in each, those in which texts that begin with the word can be.
const within = (base, row, firsts, word) => firsts.map((first, number) => ({
  size: 9000,
  run: () => load(`${base}search/names/${row}-${number}.json`).then(rows => pick(rows, base, row === "starts" ? 2 : 3)),
  fits: (first < word || first.startsWith(word)) && !(firsts[number + 1] < word),
})).filter(step => step.fits);
const names = base => load(`${base}search/names.json`).then(rows => {
  if (rows.all) return pick(rows.all, base, 3);
  [...new Set([longest, words[0]])].forEach(({ forms }) => forms.slice(-1).forEach(word =>
    steps.unshift(...within(base, "starts", rows.starts, word), ...within(base, "inside", rows.inside, word))));
});

// Which parts, by number, hold every two neighbouring characters of every word: no other can hold the words. The parts
// are the places right below, or the files of one place.
const holding = base => load(`${base}search/below.json`).then(({ shards, width }) => {
  const pairs = words.map(word => word.forms.map(form => {
    const signs = Array.from(form);
    return signs[1] ? signs.slice(1).map((sign, place) => signs[place] + sign) : [`${form} `];
  }));
  const shardOf = pair => {
    const [a, b] = Array.from(pair);
    return (a.codePointAt(0) * 31 + b.codePointAt(0)) & (shards - 1);
  };
  const asked = {};
  [].concat(...[].concat(...pairs)).forEach(pair => { asked[shardOf(pair)] = (asked[shardOf(pair)] || 0) + 1; });
  const few = Object.keys(asked).sort((a, b) => asked[b] - asked[a]).slice(0, words.some(word => word.forms[1]) ? 2 : 3);
  return Promise.all(few.map(shard => load(`${base}search/below/${shard}.json`, DENSE))).then(read => {
    const holders = {};
    read.forEach(shard => Object.keys(shard).forEach(key => {
      const terms = Array.from(shard[key]), listed = new Set(key.replace("!", "").split("."));
      for (let sign = 0; sign < terms.length; sign += 2)
        holders[terms[sign] + terms[sign + 1]] = part => listed.has(part) !== (key[0] === "!");
    }));
    const lacks = (pair, part) => few.includes(String(shardOf(pair))) && !(holders[pair] && holders[pair](part));
    const missing = part => words.reduce((sum, _, at) => sum
      + Math.min(...pairs[at].map(form => form.filter(pair => lacks(pair, part)).length)), 0);
    const all = Array.from({ length: width - 1 }, (_, at) => String(at + 1)), sure = all.filter(part => !missing(part));
    // Where none has the word as it is typed, those that lack one pair may have it in two parts.
    const long = words.some(word => word.forms[0].length > 3 && !word.exact);
    return (sure.length || !long ? sure : all.filter(part => missing(part) === 1)).map(part => part - 1);
  });
});
const below = base => holding(base).then(left => left.length ? load(`${base}search/children.json`).then(children => left.forEach(number => {
  const [href, text] = children[number];
  found({ door: true, place: `下面可能有“${query}”的地方`, text, href: `${base}${href}?q=${encodeURIComponent(query)}`, rank: -1 });
  steps.push({ size: 0, run: () => open(base + href.replace(/[^/]*$/, ""), text) });
})) : 0);

// What is looked up exactly: a short code leads to its row, an amount to the files that state it.
const keys = (base, shards) => {
  const code = /^[2-9]{5,16}$/.test(query) && query, numbers = [code && code.slice(0, 5), counted.key].filter(key => key);
  const shardOf = key => Array.from(key).reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) & 65535, 0) & (shards - 1);
  return Promise.all([...new Set(numbers.map(shardOf))].map(shard => load(`${base}search/keys/${shard}.json`))).then(read => {
    const rows = [], stated = [].concat(...read.map(({ amounts }) => amounts[counted.key] || []));
    read.forEach(({ codes }) => Object.keys(codes).forEach(href => Object.keys(codes[href]).forEach(own => {
      if (code && own.startsWith(code)) rows.push([own, base + href + codes[href][own]]);
    })));
    if (rows.length === 1 && !stated.length && !base) {
      location.replace(rows[0][1]);
      return new Promise(() => {});  // the browser is on its way
    }
    rows.forEach(([own, href]) => found({ place: "短码", text: own, href, rank: -3 }));
    return stated;
  });
};

// One place: its own lines, newest first, and if others lie below it, those that may hold the words.
const open = (base, place) => load(`${base}search/about.json`).then(({ pieces, keys: shards, places, divided }) => {
  const all = pieces.map((_, at) => at), exact = counted.key && (!base || limit === LATER) ? keys(base, shards) : [];
  return Promise.resolve(exact).then(stated => Promise.resolve(
    stated.length || !divided ? all : holding(base)  // digits stand everywhere
  ).then(held => {
    const order = [...stated, ...held.filter(at => !stated.includes(at))].map(at => pieces[at]);
    const own = order.map(([file, size]) => ({ size, run: () => load(`${base}search/${file}`).then(rows => { looked++; look(rows, base, place); }) }));
    if (places) own.unshift({ size: 0, run: () => below(base) });
    steps.unshift(...own);
  }));
});
// Step after step until there is enough to show, or so many bytes were loaded for once.
const seek = before => {
  const step = steps[0], loaded = spent - before;
  if (!step || pending.length - shown >= STEP || (looked && loaded + step.size > limit)) return Promise.resolve();
  steps.shift();
  return step.run().then(() => seek(before));
};

// --- what is seen
// A text with the hits marked; of a long one, what stands around the first.
const write = (parent, text, marks) => {
  const starts = [], ends = [], spans = [];
  let folded = "", end = 0;
  for (const sign of text) {
    const start = end, narrow = fold(sign);
    end += sign.length;
    folded += narrow;
    for (const _ of narrow.split("")) { starts.push(start); ends.push(end); }
  }
  marks.forEach(mark => {
    const hit = folded.indexOf(mark);
    if (hit >= 0) spans.push([starts[hit], ends[hit + mark.length - 1]]);
  });
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const cut = text.length > 120 && spans.length;
  let from = cut ? Math.max(0, spans[0][0] - 30) : 0;
  const last = cut ? Math.min(text.length, spans[0][1] + 60) : text.length;
  parent.append((from ? "…" : ""));
  spans.forEach(([start, stop]) => {
    if (start < from || (start >= last && start !== spans[0][0])) return;
    parent.append(text.slice(from, start));
    make("mark", parent, text.slice(start, stop));
    from = stop;
  });
  parent.append(text.slice(from, Math.max(from, last)) + (last < text.length ? "…" : ""));
};

// Each place has a part of the page, and in it each record; what is found later joins them.
const parts = {}, lists = {};
const listOf = hit => {
  const part = parts[hit.place] = parts[hit.place] || (() => {
    const section = make("section", at("found")), heading = make("h2", section);
    if (hit.page !== undefined) make("a", heading, hit.place).href = `${hit.base}index.html`;
    else heading.append(hit.place);
    return { section, number: make("span", heading) };
  })();
  const key = `${hit.place}\n${hit.page}`;
  return lists[key] = lists[key] || (() => {
    if (hit.page !== undefined) {
      const heading = make("h3", part.section), [year, month, day] = hit.day.split("-").map(Number);
      make("a", heading, hit.title).href = hit.page;
      if (year) make("time", heading, `${year} 年 ${month} 月 ${day} 日`).dateTime = hit.day;
    }
    const list = make("ul", part.section);
    list.className = hit.page === undefined ? "lines hits places" : "lines hits";
    return list;
  })();
};

const tell = () => {
  const open = steps.length > 0, doors = pending.some(hit => hit.door), other = words.some(word => word.forms[1]);
  const typed = `“${query}”${other ? `，也按简体“${words.map(word => word.forms[word.forms.length - 1]).join(" ")}”找了` : ""}`;
  at("count").textContent = pending.length && pending[0].loose ? `没有连在一起的${typed}；分开写着的有 ${count} 处`
    : count ? `${open ? "已" : ""}找到 ${count} 处${typed}`
    : doors ? `这里没有${typed}，下面的地方可能有`
    : `${open ? "最新的记录里" : ""}没有找到${typed}`;
  at("more").hidden = shown === pending.length && !open;
  at("more").textContent = shown < pending.length ? "再看 20 处" : "接着找";
  at("hints").hidden = pending.length > 0;
  Object.keys(parts).forEach(place => { parts[place].number.textContent = places[place] ? ` · ${places[place]} 处` : ""; });
};

const show = () => {
  if (!pending.length) loose.splice(0).forEach(hit => found({ ...hit, loose: true }));
  const fresh = pending.splice(shown).sort((a, b) => a.rank - b.rank);
  pending.push(...fresh);
  let first;
  fresh.slice(0, STEP).forEach(hit => {
    const link = make("a", make("li", listOf(hit)));
    first = first || link;
    link.href = hit.href;
    const marks = hit.marks || [].concat(...words.map(word => word.forms.concat(word.key || [])));
    hit.text.split("\n").forEach(field => write(make(/^.{0,24}[0-9] 元$/.test(field) ? "b" : "span", link), field, marks));
  });
  shown += Math.min(STEP, fresh.length);
  tell();
  return first;
};

const go = () => {
  at("more").disabled = true;  // until what was asked for is here
  results.setAttribute("aria-busy", "true");
  return seek(spent).then(show).catch(() => {
    at("count").textContent = "没有读到，请看看网络，再刷新这一页";
  }).then(first => {
    at("more").disabled = false;
    results.removeAttribute("aria-busy");
    return first;
  });
};
at("more").addEventListener("click", () => (limit = LATER, go()).then(first => (first || at("more")).focus()));

const higher = lineage.slice(0, -1).reverse();
if (higher.length) {
  at("above").append(`在更大的范围里找“${query}”：`);
  higher.forEach(([name, , href]) => make("a", at("above"), name).href = `${href}?q=${encodeURIComponent(query)}`);
  at("above").hidden = false;
}
at("count").textContent = "正在找……";
const [self, parent] = [lineage[lineage.length - 1], higher[0]];
steps = [{ size: 0, run: simplify }, { size: 0, run: () => pick(lineage.slice().reverse().map(([name, href]) => [name, href]), "", 3) || Promise.resolve() }];
const far = village && parent ? parent[2].replace(/[^/]*$/, "") : "";
if (!village || parent && !one.key) steps.push({ size: 0, run: () => names(far) });
steps.push({ size: 0, run: () => open("", self[0]) });
go();
})();
