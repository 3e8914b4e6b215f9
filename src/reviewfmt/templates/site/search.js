// Searches the index that `reviewfmt site` has made, with MiniSearch. It has the words that
// publish/site/search.py makes of a text: both cut texts in the same way.
"use strict";
(() => {
  const UNSPACED =
    /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;

  function words(text) {
    const plain = text.normalize("NFKC").toLowerCase().normalize("NFKD");
    return plain.replace(/[\u0300-\u036f\u064b-\u0655\u0670]+/g, "").normalize("NFC").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  }

  // A run of a script without spaces is searched by its pairs of neighbours.
  function tokens(text) {
    const found = [];
    for (const word of words(text)) {
      let at = 0;
      for (const run of word.matchAll(UNSPACED)) {
        if (run.index > at) found.push(word.slice(at, run.index));
        const signs = [...run[0]];
        for (let one = 0; one + 1 < signs.length; one++) found.push(signs[one] + signs[one + 1]);
        if (signs.length === 1) found.push(signs[0]);
        at = run.index + run[0].length;
      }
      if (at < word.length) found.push(word.slice(at));
    }
    return found;
  }

  const isUnspaced = (term) => term.search(UNSPACED) >= 0;

  const OPTIONS = {
    fields: ["title", "terms", "text"],
    storeFields: ["path", "title", "note"],
    processTerm: (term) => term,
    tokenize: tokens,
    searchOptions: {
      boost: { title: 4, terms: 2 },
      combineWith: "AND",
      prefix: (term) => term.length > 2 || isUnspaced(term),
      // So many letters may differ.
      fuzzy: (term) => (isUnspaced(term) || term.length < 4 ? false : term.length < 7 ? 1 : 2),
    },
  };

  if (typeof module !== "undefined") {
    module.exports = { tokens, OPTIONS };
    return;
  }
  const form = document.getElementById("search");
  if (!form || !location.protocol.startsWith("http")) return;
  const said = document.getElementById("search-said");
  const list = document.getElementById("search-found");
  const box = form.elements.q;
  let loading = null;

  function load() {
    loading ??= fetch(new URL(form.dataset.index, location.href))
      .then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then((text) => MiniSearch.loadJSON(text, OPTIONS));
    return loading;
  }

  function row(found) {
    const item = document.createElement("li");
    item.className = "row";
    const told = document.createElement("div");
    told.className = "told";
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    link.href = form.dataset.root + encodeURI(found.path);
    link.textContent = found.title;
    heading.append(link);
    const note = document.createElement("p");
    note.className = "line";
    note.textContent = found.note;
    told.append(heading, note);
    item.append(told);
    return item;
  }

  async function search() {
    const query = box.value.trim();
    if (!query) {
      said.textContent = "";
      list.replaceChildren();
      return;
    }
    const index = await load();
    if (box.value.trim() !== query) return;
    const found = index.search(query);
    said.textContent = found.length
      ? form.dataset.found.replace("…", String(found.length))
      : form.dataset.none;
    list.replaceChildren(...found.slice(0, 50).map(row));
  }

  form.hidden = false;
  document.getElementById("search-needs").hidden = true;
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  box.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(box.value)}`);
    search();
  });
  search();
  box.focus();
})();
