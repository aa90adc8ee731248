// A search form in, a combobox out: results as one types, by keyboard alone (WAI-ARIA combobox with a listbox).
(function (sotay) {
  "use strict";

  const { addressOf, ready } = sotay.searchParts;
  const LIMIT = 8;
  let boxes = 0;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /** Appends [text, matches] pieces; what matches stands in <mark>. */
  function appendMarked(parent, pieces) {
    for (const [text, matches] of pieces) parent.append(matches ? element("mark", "", text) : text);
  }

  function byKind(results) {
    const kinds = new Map();
    for (const result of results) {
      if (!kinds.has(result.kind)) kinds.set(result.kind, []);
      kinds.get(result.kind).push(result);
    }
    return kinds;
  }

  /** Title, number, mark and excerpt of a result, the same in the box and on the results page. */
  function appendResult(parent, result, titleParent) {
    appendMarked(titleParent, result.markedTitle);
    if (result.number) parent.append(element("span", "sotay-search__number", result.number));
    if (result.mark) parent.append(element("span", "sotay-search__badge", result.mark));
    const excerpt = element("span", "sotay-search__excerpt");
    appendMarked(excerpt, result.markedExcerpt);
    parent.append(excerpt);
  }

  function makeOption(result, id) {
    const option = element("a", "sotay-search__option");
    option.id = id;
    option.href = result.url;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const title = element("span", "sotay-search__title");
    option.append(title);
    appendResult(option, result, title);
    return option;
  }

  function enhance(form) {
    const input = form.querySelector('input[type="search"][name="q"]');
    if (!input || form.dataset.sotaySearchReady) return;
    form.dataset.sotaySearchReady = "true";
    form.action = addressOf("tim-kiem/");
    const id = "sotay-search-" + ++boxes;
    const panel = element("div", "sotay-search__panel");
    const list = element("div", "sotay-search__list");
    const status = element("div", "sotay-search__status");
    list.id = id;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Kết quả tìm kiếm");
    status.setAttribute("role", "status");
    panel.hidden = true;
    panel.append(list, status);
    form.classList.add("sotay-search");
    form.append(panel);
    input.classList.add("sotay-search__input");
    for (const [name, value] of [
      ["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", id], ["aria-autocomplete", "list"],
      ["autocomplete", "off"], ["spellcheck", "false"],
    ]) input.setAttribute(name, value);

    let options = [];
    let active = -1;
    let isStale = false;
    let isSearching = false;

    function open(isOpen) {
      panel.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen && options.length > 0));
      if (!isOpen) activate(-1);
    }

    function activate(place) {
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = place;
      if (options[active]) {
        options[active].setAttribute("aria-selected", "true");
        options[active].scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", options[active].id);
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function render({ results, count, suggestion }) {
      list.replaceChildren();
      options = [];
      activate(-1);
      for (const [kind, found] of byKind(results)) {
        const group = element("div", "sotay-search__group");
        const label = element("div", "sotay-search__kind", kind);
        label.id = `${id}-kind-${options.length}`;
        group.setAttribute("role", "group");
        group.setAttribute("aria-labelledby", label.id);
        group.append(label);
        for (const result of found) {
          const option = makeOption(result, `${id}-option-${options.length}`);
          options.push(option);
          group.append(option);
        }
        list.append(group);
      }
      const summary = count ? `${count} kết quả. Nhấn Enter để xem tất cả.` : "Không tìm thấy kết quả nào.";
      status.textContent = suggestion ? `Ý bạn là: ${suggestion}. ${summary}` : summary;
      open(true);
    }

    /** Shows what is typed now; while one search runs the keys are only remembered, and the last of them counts. */
    async function update() {
      isStale = true;
      if (isSearching) return;
      isSearching = true;
      try {
        while (isStale) {
          isStale = false;
          await showResults(input.value);
        }
      } catch (error) {
        status.textContent = "Không tải được chỉ mục tìm kiếm. Nhấn Enter để thử lại.";
        open(true);
        throw error;
      } finally {
        isSearching = false;
      }
    }

    async function showResults(query) {
      if (query.trim().length > 1) {
        const { show } = await ready();
        const found = await show.searchAll(query, { limit: LIMIT });
        if (input.value.trim().length > 1) return render(found);
      }
      list.replaceChildren();
      options = [];
      open(false);
    }

    function onKey(event) {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && options.length) {
        event.preventDefault();
        if (panel.hidden) open(true);
        const next = active + step;
        activate(next >= options.length ? -1 : next < -1 ? options.length - 1 : next);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        options[active].click();
      } else if (event.key === "Escape") {
        if (panel.hidden) input.value = "";
        event.preventDefault();
        open(false);
      }
    }

    input.addEventListener("focus", () => { ready().then(({ data }) => data.core()).catch(() => undefined); });
    input.addEventListener("input", update);
    input.addEventListener("keydown", onKey);
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) open(false); });
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** A search form of our own in the theme's header, when the page has none there. */
  function insertHeaderForm() {
    const header = document.querySelector(".md-header__inner");
    if (!header || header.querySelector("form[data-sotay-search]")) return;
    const form = element("form", "sotay-search--header");
    form.dataset.sotaySearch = "";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Tìm nhanh");
    const input = element("input");
    input.type = "search";
    input.name = "q";
    input.placeholder = "Tìm kiếm";
    input.setAttribute("aria-label", "Tìm kiếm");
    form.append(input);
    const source = header.querySelector(".md-header__source");
    header.insertBefore(form, source);
  }

  function focusOnSlash(event) {
    const target = event.target;
    const typing = target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const forms = Array.from(document.querySelectorAll("form[data-sotay-search]"));
    const visible = forms.find((form) => form.offsetParent !== null) || forms[0];
    if (!visible) return;
    event.preventDefault();
    visible.querySelector("input").focus();
  }

  sotay.searchParts.box = { element, appendResult, appendMarked, byKind, enhance, insertHeaderForm, focusOnSlash };
})(window.sotay);
