// The address of the results page in (?q=&loai=&doi-tuong=&nam=...), the page's contents out.
(function (sotay) {
  "use strict";

  const { data, show, box: { element, appendResult, appendMarked, byKind } } = sotay.searchParts;
  const LABELS = {
    muc: "Mục", loai: "Loại", "co-quan": "Cơ quan ban hành", khoa: "Khóa", nam: "Năm",
    "doi-tuong": "Đối tượng (ưu tiên)", "chu-de": "Chủ đề", "dia-phuong": "Nơi", "tinh-trang": "Tình trạng hiệu lực",
  };
  const RECENT = "sotay-tim-gan-day";
  const MAX_RECENT = 8;
  const PAGE_SIZE = 30;

  function readAddress() {
    const parameters = new URLSearchParams(location.search);
    const chosen = {};
    for (const name of new Set(parameters.keys())) if (name !== "q") chosen[name] = parameters.getAll(name).filter(Boolean);
    return { query: (parameters.get("q") || "").trim(), chosen };
  }

  function addressOf(query, chosen) {
    const parameters = new URLSearchParams({ q: query });
    for (const [name, values] of Object.entries(chosen)) for (const value of values) parameters.append(name, value);
    return "?" + parameters;
  }

  function readRecent() {
    try {
      const stored = JSON.parse(localStorage.getItem(RECENT) || "[]");
      return Array.isArray(stored) ? stored.filter((query) => typeof query === "string") : [];
    } catch {
      return []; // storage is closed to this page, or holds something else
    }
  }

  function remember(query) {
    try {
      localStorage.setItem(RECENT, JSON.stringify([query, ...readRecent().filter((q) => q !== query)].slice(0, MAX_RECENT)));
    } catch {
      // storage is closed to this page: nothing is remembered
    }
  }

  function forget() {
    try {
      localStorage.removeItem(RECENT);
    } catch {
      // storage is closed to this page: nothing was remembered
    }
  }

  function showResults(parent, results) {
    for (const [kind, found] of byKind(results)) {
      const section = element("section", "sotay-search-results__group");
      section.append(element("h2", "sotay-search-results__kind", kind));
      section.append(listOf(found, (result) => result.sections));
      parent.append(section);
    }
  }

  /** Results as links in their order; below each its sections that are worth a link of their own. */
  function listOf(results, sectionsOf = () => []) {
    const list = element("ol", "sotay-search-results__list");
    for (const result of results) {
      const item = element("li", "sotay-search-results__item");
      const link = element("a", "sotay-search-results__link");
      link.href = result.url;
      item.append(link);
      appendResult(item, result, link);
      const sections = sectionsOf(result);
      if (sections.length) item.append(sectionLinks(sections));
      list.append(item);
    }
    return list;
  }

  function sectionLinks(sections) {
    const list = element("ul", "sotay-search-results__sections");
    for (const { url, title } of sections) {
      const item = element("li");
      const link = element("a");
      link.href = url;
      appendMarked(link, title);
      item.append(link);
      list.append(item);
    }
    return list;
  }

  /** Check boxes of the values that the found pages have, each with the number of pages. */
  async function showFacets(parent, scores, chosen, change) {
    const facets = await data.facets();
    const names = Object.keys(LABELS).filter((name) => facets[name]);
    for (const name of names) {
      const values = Object.entries(facets[name])
        .map(([value, documents]) => [value, documents.filter((place) => scores[place] > 0).length])
        .filter(([value, count]) => count > 0 || (chosen[name] || []).includes(value))
        .sort((a, b) => (name === "nam" ? b[0].localeCompare(a[0]) : b[1] - a[1]));
      if (!values.length) continue;
      const group = element("details", "sotay-search-facets__group");
      group.open = Boolean(chosen[name] && chosen[name].length);
      group.append(element("summary", "sotay-search-facets__name", LABELS[name]));
      for (const [value, count] of values) group.append(facetChoice(name, value, count, chosen, change));
      parent.append(group);
    }
  }

  function facetChoice(name, value, count, chosen, change) {
    const label = element("label", "sotay-search-facets__choice");
    const input = element("input");
    input.type = "checkbox";
    input.name = name;
    input.value = value;
    input.checked = (chosen[name] || []).includes(value);
    input.addEventListener("change", () => {
      const others = (chosen[name] || []).filter((one) => one !== value);
      change({ ...chosen, [name]: input.checked ? [...others, value] : others });
    });
    label.append(input, element("span", "sotay-search-facets__value", value), element("span", "sotay-search-facets__count", String(count)));
    return label;
  }

  function showRecent(parent) {
    const recent = readRecent();
    if (!recent.length) return;
    const section = element("section", "sotay-search-results__recent");
    section.append(element("h2", "", "Tìm gần đây"));
    const list = element("ul");
    for (const query of recent) {
      const item = element("li");
      const link = element("a", "", query);
      link.href = addressOf(query, {});
      item.append(link);
      list.append(item);
    }
    const clear = element("button", "sotay-search-results__clear", "Xóa danh sách này");
    clear.type = "button";
    clear.addEventListener("click", () => {
      forget();
      section.remove();
    });
    section.append(list, clear);
    parent.append(section);
  }

  function showNothing(parent, query, chosen) {
    const section = element("section", "sotay-search-results__empty");
    section.append(element("p", "", `Không có trang nào khớp với “${query}”.`));
    const hints = element("ul");
    for (const hint of [
      "Bớt từ, chỉ giữ những từ chính của văn bản hoặc chuyên đề.",
      "Gõ số, ký hiệu theo cách bất kỳ: 21-KL/TW, kl 21, KL21.",
      ...(/["“”]/.test(query) ? ["Bỏ dấu ngoặc kép: trong ngoặc kép các từ phải đứng liền nhau đúng thứ tự."] : []),
      "Không cần gõ dấu; chữ viết tắt như NQ, TW, BCH cũng được hiểu.",
    ]) hints.append(element("li", "", hint));
    section.append(hints);
    if (Object.values(chosen).some((values) => values.length)) {
      const all = element("a", "", "Bỏ các mục đã chọn và tìm lại");
      all.href = addressOf(query, {});
      section.append(all);
    }
    parent.append(section);
  }

  async function start(container) {
    const status = element("p", "sotay-search-results__status");
    const suggestionPlace = element("p", "sotay-search-results__suggestion");
    const facetPlace = element("div", "sotay-search-facets");
    const list = element("div", "sotay-search-results__body");
    status.setAttribute("role", "status");
    status.setAttribute("aria-live", "polite");
    facetPlace.setAttribute("role", "group");
    facetPlace.setAttribute("aria-label", "Thu hẹp kết quả");
    container.classList.add("sotay-search-results");
    container.replaceChildren(status, suggestionPlace, facetPlace, list);

    /** A piece of the index did not come: the reader asks for it again when the network is back. */
    function offerRetry() {
      const retry = element("button", "md-button", "Thử lại");
      retry.type = "button";
      retry.addEventListener("click", update);
      status.textContent = "Không tải được chỉ mục tìm kiếm.";
      list.replaceChildren(retry);
    }

    async function update() {
      const { query, chosen } = readAddress();
      for (const input of document.querySelectorAll("form[data-sotay-search] input[name=q]")) input.value = query;
      list.replaceChildren();
      facetPlace.replaceChildren();
      suggestionPlace.replaceChildren();
      if (!query) {
        status.textContent = "Gõ điều bạn nhớ về văn bản, chuyên đề hoặc bài học.";
        showRecent(list);
        return;
      }
      status.textContent = "Đang tìm…";
      let found;
      try {
        found = await show.searchAll(query, { limit: PAGE_SIZE, facets: chosen });
      } catch (error) {
        offerRetry();
        throw error;
      }
      const shown = found.count > PAGE_SIZE ? `, hiện ${PAGE_SIZE} kết quả đầu` : "";
      status.textContent = found.count ? `${found.count} kết quả cho “${query}”${shown}.` : `Không có kết quả cho “${query}”.`;
      if (found.suggestion) {
        const link = element("a", "", found.suggestion);
        link.href = addressOf(found.suggestion, chosen);
        suggestionPlace.append("Ý bạn là: ", link);
      }
      if (found.results.length) {
        remember(query);
        showResults(list, found.results);
      } else {
        showNothing(list, query, chosen);
        showRecent(list);
      }
      await showFacets(facetPlace, found.scores, chosen, (changed) => {
        history.pushState(null, "", addressOf(query, changed));
        update();
      });
    }

    window.addEventListener("popstate", update);
    await update();
  }

  sotay.searchParts.results = { start, listOf };
})(window.sotay);
