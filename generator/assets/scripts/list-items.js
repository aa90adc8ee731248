// A list of a page in; its rows with what they are chosen and sorted by, and a way to show some of them in some order, out.
// Rows are known by the empty elements .loc-muc that generator/lists writes into them; a row may stand in several places.
(function (sotay) {
  "use strict";

  const LONG = 200; // rows from which on those out of sight are laid out late

  /** The elements of one row: a list item, a table row, a card, or a term with its explanation. */
  function elementsOf(mark) {
    const whole = mark.closest("li, tr, dt, .khoa");
    return whole.tagName === "DT" ? [whole, whole.nextElementSibling] : [whole];
  }

  /** {place, values: {filter: [slug]}, ranks: {order: n}, spots: [{elements, home, group}]} from a mark's attributes. */
  function readItem(mark) {
    const item = { place: Number(mark.dataset.dong), values: {}, ranks: {}, spots: [], shown: true };
    for (const { name, value } of mark.attributes) {
      if (name.startsWith("data-loc-")) item.values[name.slice(9)] = value.split(" ");
      if (name.startsWith("data-xep-")) item.ranks[name.slice(9)] = Number(value);
    }
    return item;
  }

  /** The words of a row as the search folds them, each after a space: whatever marks are typed, and wherever the tone stands. */
  function fold(text) {
    const { clean, split, fold: plain, key, digits } = sotay.vietnamese;
    return split(clean(text)).filter(Boolean).map((word) => " " + (digits(word) || plain(key(word)))).join("");
  }

  function textOf(item) {
    item.text ??= fold(item.spots[0].elements.map((one) => one.textContent).join(" "));
    return item.text;
  }

  function readGroups(container) {
    const groups = new Map();
    for (const box of container.querySelectorAll("[data-loc-nhom]")) {
      const heading = box.querySelector("h2, h3");
      const links = heading ? Array.from(document.querySelectorAll(`a[href$="#${CSS.escape(heading.id)}"]`)) : [];
      const leading = links.filter((link) => !box.contains(link)).map((link) => link.closest("li") || link);
      groups.set(box, { box, leading, count: box.querySelector("[data-dem]"), shown: 0 });
    }
    return groups;
  }

  function readList(container) {
    const groups = readGroups(container);
    const items = new Map();
    for (const mark of container.querySelectorAll(".loc-muc")) {
      const place = mark.dataset.dong;
      if (!items.has(place)) items.set(place, readItem(mark));
      const elements = elementsOf(mark);
      const group = groups.get(mark.closest("[data-loc-nhom]"));
      const home = elements[0].parentElement;
      if (home.tagName === "OL") elements[0].value = Array.prototype.indexOf.call(home.children, elements[0]) + 1;
      items.get(place).spots.push({ elements, home, group });
    }
    container.classList.toggle("loc-dai", items.size > LONG);
    return { container, items: Array.from(items.values()), groups: Array.from(groups.values()), order: "" };
  }

  /** Puts every row back to where the page has it, or all rows, each once, into the first list. */
  function arrange(list, order) {
    if (order === list.order) return;
    list.order = order;
    const first = list.items[0].spots[0];
    if (order) {
      const sorted = list.items.slice().sort((one, other) => one.ranks[order] - other.ranks[order]);
      first.home.append(...sorted.flatMap((item) => item.spots[0].elements));
    } else {
      const homes = new Map();
      for (const { home, elements } of list.spots) {
        if (!homes.has(home)) homes.set(home, []);
        homes.get(home).push(...elements);
      }
      for (const [home, elements] of homes) home.append(...elements);
    }
    for (const child of first.group ? first.group.box.children : []) {
      if (!child.contains(first.home)) child.hidden = Boolean(order);
    }
  }

  /** Shows the rows that `passes` lets through; a part of the list that is left empty goes, with what leads to it. */
  function show(list, passes, order) {
    arrange(list, order);
    for (const group of list.groups) group.shown = 0;
    for (const item of list.items) {
      item.shown = passes(item);
      item.spots.forEach(({ elements, group }, n) => {
        const isHidden = !item.shown || (Boolean(order) && n > 0);
        for (const one of elements) if (one.hidden !== isHidden) one.hidden = isHidden;
        if (group && item.shown) group.shown += 1;
      });
    }
    const isUnparted = Boolean(order) || list.groups.every((group) => !group.shown);
    if (list.groups.length) for (const one of document.querySelectorAll(".md-nav--secondary")) one.hidden = isUnparted;
    const flat = order ? list.items[0].spots[0].group : null;
    for (const group of list.groups) {
      group.box.hidden = order ? group !== flat : !group.shown;
      for (const one of group.leading) one.hidden = Boolean(order) || !group.shown;
      if (group.count) group.count.dataset.dem = group.shown;
    }
  }

  sotay.lists = {
    fold,
    textOf,
    show,
    read(container) {
      const list = readList(container);
      // In the order of the page: rows of one list stay together, and in their order.
      list.spots = list.items
        .flatMap((item) => item.spots)
        .sort((a, b) => (a.elements[0].compareDocumentPosition(b.elements[0]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
      return list;
    },
  };
})(window.sotay);
