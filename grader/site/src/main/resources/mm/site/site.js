"use strict";
(function () {
  const page = document.documentElement;
  const root = page.dataset.root ? page.dataset.root + "/" : "";

  // Colours: the system's, until the reader chooses. A browser may refuse to remember the choice.
  function remembered() { try { return localStorage.getItem("theme"); } catch (e) { return null; } }
  function remember(theme) { try { localStorage.setItem("theme", theme); } catch (e) { /* then not */ } }
  if (remembered()) { page.dataset.theme = remembered(); }
  document.getElementById("theme").addEventListener("click", function () {
    const dark = page.dataset.theme ? page.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    page.dataset.theme = dark ? "light" : "dark";
    remember(page.dataset.theme);
  });

  // On a phone the list of pages begins folded.
  const pages = document.querySelector(".pages");
  if (!pages.querySelector("li")) { pages.hidden = true; }
  if (matchMedia("(max-width: 60rem)").matches) { pages.open = false; }

  const query = document.getElementById("query");
  const results = document.getElementById("results");
  const chinese = page.lang.startsWith("zh");

  function escape(text) {
    return text.replace(/[&<>]/g, function (c) { return { "&": "&amp;", "<": "&lt;", ">": "&gt;" }[c]; });
  }

  // How much more a whole word counts than a part of one; Chinese has no blanks between words.
  function whole(text, word) {
    const at = text.toLowerCase().split(/[^\p{L}\p{N}_]+/u);
    return at.includes(word) ? 30 : 0;
  }

  function score(section, words) {
    let sum = 0;
    for (const word of words) {
      const inHeading = section.h.toLowerCase().includes(word);
      sum += whole(section.h, word) + whole(section.x, word) / 3;
      const inPage = section.p.toLowerCase().includes(word);
      const times = section.x.toLowerCase().split(word).length - 1;
      if (!inHeading && !inPage && times === 0) { return 0; }
      sum += (inHeading ? 20 : 0) + (inPage ? 5 : 0) + Math.min(times, 5);
    }
    return sum;
  }

  function snippet(text, words) {
    const lower = text.toLowerCase();
    const at = Math.max(0, Math.min.apply(null, words.map(function (w) {
      const i = lower.indexOf(w);
      return i < 0 ? text.length : i;
    })) - 50);
    let part = escape((at > 0 ? "…" : "") + text.slice(at, at + 160) + "…");
    for (const word of words) {
      const safe = escape(word).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      part = part.replace(new RegExp("(" + safe + ")(?![^<]*>)", "gi"), "<mark>$1</mark>");
    }
    return part;
  }

  // Tells whether two words differ by one letter at most: one more, one less, another one, or two turned round.
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1) { return false; }
    let i = 0, j = 0;
    while (i < a.length && a[i] === b[i]) { i++; }
    while (j < Math.min(a.length, b.length) - i && a[a.length - 1 - j] === b[b.length - 1 - j]) { j++; }
    const restA = a.slice(i, a.length - j), restB = b.slice(i, b.length - j);
    return restA.length <= 1 && restB.length <= 1 || restA.length === 2 && restA === restB[1] + restB[0];
  }

  // The word of the handbook that a mistyped one may be.
  function meant(word) {
    if (word.length < 4) { return ""; }
    const known = new Map();
    for (const section of window.SECTIONS) {
      for (const each of section.h.toLowerCase().split(/[^\p{L}\p{N}_]+/u)) {
        if (near(each, word)) { known.set(each, (known.get(each) || 0) + 1); }
      }
    }
    return [...known.entries()].sort(function (a, b) { return b[1] - a[1]; }).map(function (e) { return e[0]; })[0] || "";
  }

  function find(words) {
    return words.length === 0 ? [] : window.SECTIONS
      .filter(function (section) { return section.z === chinese || !section.t; })
      .map(function (section) { return { section: section, score: score(section, words) }; })
      .filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score; })
      .slice(0, 12);
  }

  function search() {
    if (!window.SECTIONS) { load(); return; }
    let words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = find(words), note = "";
    if (words.length && !found.length) {
      const other = words.map(function (word) { return meant(word) || word; });
      found = other.join(" ") === words.join(" ") ? [] : find(other);
      note = "<li class=\"note\">" + page.dataset.nothing
        + (found.length ? ". " + page.dataset.perhaps + ": <b>" + escape(other.join(" ")) + "</b>" : ".") + "</li>";
      words = other;
    }
    results.innerHTML = note + found.map(function (hit) {
      const s = hit.section;
      return "<li><a href=\"" + root + s.u + "\"><b>" + escape(s.h) + "</b>"
        + (s.h === s.p ? "" : " · " + escape(s.p)) + "<small>" + snippet(s.x, words) + "</small></a></li>";
    }).join("");
    results.hidden = words.length === 0;
  }

  // The list of all sections is large: it comes with the first search.
  let loading = false;
  function load() {
    if (loading) { return; }
    loading = true;
    const script = document.createElement("script");
    script.src = root + "search-index.js";
    script.addEventListener("load", search);
    document.head.appendChild(script);
  }
  query.addEventListener("focus", load);
  query.addEventListener("input", search);

  // The other language shows the same section: both have the same headings in the same order.
  const headings = [...document.querySelectorAll("main h1[id], main h2[id], main h3[id]")];
  const other = document.querySelector("a.button[hreflang]");
  if (other) {
    other.addEventListener("click", function () {
      let at = 0;
      headings.forEach(function (heading, i) { if (heading.getBoundingClientRect().top < innerHeight / 3) { at = i; } });
      if (at > 0) { other.href = other.href.split("#")[0] + "#section=" + at; }
    });
  }
  const wanted = /^#section=(\d+)$/.exec(location.hash);
  if (wanted && headings[wanted[1]]) { location.replace("#" + headings[wanted[1]].id); }

  // Each heading has a link to itself.
  headings.forEach(function (heading) {
    const link = document.createElement("a");
    link.className = "anchor";
    link.href = "#" + heading.id;
    link.textContent = "#";
    link.setAttribute("aria-label", "# " + heading.textContent);
    heading.appendChild(document.createTextNode(" "));
    heading.appendChild(link);
  });

  // What can be copied of a block: of quoted commands the commands, else all of it.
  function copied(pre) {
    const text = pre.textContent;
    if (!pre.querySelector("code.language-console")) { return text; }
    return text.split("\n").filter(function (line) { return line.startsWith("$ "); })
      .map(function (line) { return line.slice(2); }).join("\n") || text;
  }

  document.querySelectorAll("main pre").forEach(function (pre) {
    if (!pre.querySelector("code[class], span[id]")) { return; } // a drawing
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button copy";
    button.textContent = page.dataset.copy;
    button.addEventListener("click", async function () {
      const box = document.createElement("textarea");
      box.value = pre.classList.contains("source")
        ? [...pre.querySelectorAll("span[id]")].map(function (l) { return l.textContent.slice(l.firstChild.textContent.length); }).join("")
        : copied(pre);
      pre.after(box); // a page from a file may have no clipboard of its own
      box.select();
      try { await navigator.clipboard.writeText(box.value); } catch (e) { document.execCommand("copy"); }
      pre.dataset.copied = box.value;
      box.remove();
      button.textContent = page.dataset.copied;
      button.focus();
    });
    const place = document.createElement("div");
    place.className = "copying";
    pre.before(place);
    place.append(button, pre);
  });

  // What a term means, on hover and focus; Escape hides it.
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.appendChild(tip);
  let explained = null;
  function explain(term) {
    if (explained) { explained.removeAttribute("aria-describedby"); }
    explained = term;
    tip.hidden = !term;
    if (!term) { return; }
    tip.textContent = term.dataset.tip;
    term.setAttribute("aria-describedby", "tip");
    const box = term.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
    const below = box.bottom + tip.offsetHeight + 8 < innerHeight;
    tip.style.left = left + "px";
    tip.style.top = (below ? box.bottom : box.top - tip.offsetHeight) + "px";
  }
  ["pointerover", "focusin"].forEach(function (type) {
    document.addEventListener(type, function (event) {
      const term = event.target.closest && event.target.closest("a.term");
      if (term && term !== explained) { explain(term); }
      if (!term && explained && event.target !== tip && document.activeElement !== explained) { explain(null); }
    });
  });
  document.addEventListener("focusout", function () { explain(null); });
  document.addEventListener("scroll", function () { explain(null); }, { passive: true });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && explained) { explain(null); return; }
    const links = Array.from(results.querySelectorAll("a[href]"));
    const at = links.indexOf(document.activeElement);
    if (event.key === "/" && document.activeElement !== query) {
      event.preventDefault();
      query.focus();
    } else if (event.key === "Escape") {
      results.hidden = true;
      query.blur();
    } else if (!results.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (links[next] || query).focus();
    } else if (event.key === "Enter" && document.activeElement === query && links.length) {
      links[0].click();
    }
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".search")) { results.hidden = true; }
  });
  results.addEventListener("click", function () { results.hidden = true; });
})();
