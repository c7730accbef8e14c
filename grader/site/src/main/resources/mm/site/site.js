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

  function score(section, words) {
    let sum = 0;
    for (const word of words) {
      const inHeading = section.h.toLowerCase().includes(word);
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

  function search() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length === 0 ? [] : window.SECTIONS
      .filter(function (section) { return section.z === chinese || !section.t; })
      .map(function (section) { return { section: section, score: score(section, words) }; })
      .filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score; })
      .slice(0, 12);
    results.innerHTML = found.map(function (hit) {
      const s = hit.section;
      return "<li><a href=\"" + root + s.u + "\"><b>" + escape(s.h) + "</b>"
        + (s.h === s.p ? "" : " · " + escape(s.p)) + "<small>" + snippet(s.x, words) + "</small></a></li>";
    }).join("") || (words.length ? "<li><a>0</a></li>" : "");
    results.hidden = words.length === 0;
  }

  query.addEventListener("input", search);
  document.addEventListener("keydown", function (event) {
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
