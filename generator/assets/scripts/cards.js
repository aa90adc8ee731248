// Explained words and links to entries in; a small card beside them, on hover, focus and (for words) touch, out.
// WCAG 2.2, 1.4.13: Esc closes it, the pointer may move onto it, and it stays until the pointer or the focus leaves.
(function (sotay) {
  "use strict";

  const { element } = sotay;
  const PATIENCE = 300; // ms that a pointer rests on a link before its card is drawn
  const GRACE = 250; // ms to move the pointer from a link to its card
  const MARGIN = 8;
  let open = null; // {anchor, card}
  let wanted = null; // the anchor whose card is on its way
  let timer = 0;
  let isReturning = false; // the focus comes back from a card that was closed

  const line = (className, text) => (text ? [element("span", { className }, text)] : []);

  /** Puts a card below its anchor, or above where there is no room. */
  function place({ anchor, card }) {
    const boxes = anchor.getClientRects();
    if (!boxes.length) return close();
    const box = boxes[0];
    const room = innerHeight - boxes[boxes.length - 1].bottom;
    const isBelow = room > card.offsetHeight + MARGIN || room > box.top;
    const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - MARGIN);
    card.style.left = `${Math.max(MARGIN, left)}px`;
    card.style.top = isBelow ? `${boxes[boxes.length - 1].bottom + 4}px` : `${box.top - card.offsetHeight - 4}px`;
  }

  function close() {
    clearTimeout(timer);
    wanted = null;
    if (!open) return;
    const { anchor, card } = open;
    open = null;
    card.remove();
    anchor.removeAttribute("aria-describedby");
    if (anchor.hasAttribute("aria-expanded")) anchor.setAttribute("aria-expanded", "false");
  }

  /** Draws a card. One with links stands after its word, so that Tab leads into it. */
  function show(anchor, content, role) {
    close();
    const card = element("span", { className: "the-noi", id: "the-noi" }, ...content);
    if (role) card.setAttribute("role", role);
    open = { anchor, card };
    if (role) document.body.append(card);
    else anchor.after(card);
    anchor.setAttribute("aria-describedby", role ? card.id : `${card.id}-noi-dung`);
    if (anchor.hasAttribute("aria-expanded")) anchor.setAttribute("aria-expanded", "true");
    place(open);
  }

  const described = (data) => [
    ...line("the-noi-loai", [data.kind, `${data.minutes} phút đọc`, data.mark].filter(Boolean).join(" · ")),
    ...line("the-noi-ten", data.title),
    ...line("the-noi-trich-yeu", data.name),
    ...line("the-noi-phu", data.about),
    ...line("the-noi-tom-tat", data.summary),
  ];

  /** The card of a link tells what stands behind it; where that cannot be loaded, there is no card. */
  async function describe(link, key) {
    wanted = link;
    try {
      const data = await sotay.entry(key);
      if (wanted === link) show(link, described(data), "tooltip");
    } catch {
      // without a network the link is still a link
    }
  }

  /** The card of a word explains it and leads to its page in the glossary. */
  async function explain(word) {
    const keys = word.dataset.thuatNgu.split(" ").filter(sotay.isEntryKey);
    const lead = (key, text) => element("a", { className: "the-noi-di", href: sotay.addressOf(`${key}/`) }, text);
    const text = element("span", { id: "the-noi-noi-dung" }, word.dataset.giaiThich);
    const links = element("span", { className: "the-noi-cac-di" });
    if (keys.length === 1) links.append(lead(keys[0], "Xem trang thuật ngữ"));
    show(word, [text, links]);
    if (keys.length < 2) return;
    try {
      const found = await Promise.all(keys.map(sotay.entry));
      links.append(...found.map(({ title }, n) => lead(keys[n], `Xem “${title}”`)));
      if (open && open.anchor === word) place(open);
    } catch {
      // without a network the explanation itself is there
    }
  }

  /** What has a card around an element: an explained word, or a link in the text to another entry. */
  function anchorAt(target) {
    const found = target.closest && target.closest(".md-content abbr[data-giai-thich], .md-content a[href]:not(.headerlink)");
    if (!found || found.matches("abbr")) return found;
    const key = !found.closest(".the-noi, .duong-dan, .nhay") && sotay.entryAt(found);
    return key && key !== sotay.entryAt(location) ? found : null;
  }

  function offer(anchor) {
    if (anchor.matches("abbr")) explain(anchor);
    else describe(anchor, sotay.entryAt(anchor));
  }

  const isInside = (node) => Boolean(open && node && (open.card.contains(node) || open.anchor.contains(node)));

  function later(wait, act) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  function watchPointer() {
    document.addEventListener("pointerover", ({ target, pointerType }) => {
      if (pointerType !== "mouse") return; // a touch follows the link
      if (isInside(target)) return clearTimeout(timer);
      const anchor = anchorAt(target);
      if (anchor) later(PATIENCE, () => offer(anchor));
    });
    document.addEventListener("pointerout", ({ target, relatedTarget, pointerType }) => {
      if (pointerType !== "mouse" || !(isInside(target) || anchorAt(target)) || isInside(relatedTarget)) return;
      later(GRACE, () => { if (!isInside(document.activeElement)) close(); });
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (open && !isInside(target)) close();
    });
  }

  function watchKeys() {
    document.addEventListener("focusin", ({ target }) => {
      const anchor = anchorAt(target);
      if (anchor && !isReturning && !isInside(target) && target.matches(":focus-visible")) offer(anchor);
    });
    document.addEventListener("focusout", ({ target, relatedTarget }) => {
      if (target === wanted) wanted = null;
      if (isInside(target) && !isInside(relatedTarget)) close();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !(open || wanted)) return;
      const { anchor, card } = open || {};
      const hadFocus = card && card.contains(document.activeElement);
      close();
      isReturning = true;
      if (hadFocus) anchor.focus();
      isReturning = false;
    });
  }

  /** Makes a word with an explanation a button: reached by keyboard and touch, which a title is not. */
  function makeReachable(word) {
    word.dataset.giaiThich = word.title;
    word.removeAttribute("title");
    word.tabIndex = 0;
    word.setAttribute("role", "button");
    word.setAttribute("aria-expanded", "false");
    const toggle = () => (open && open.anchor === word ? close() : explain(word));
    let wasOpen = false;
    word.addEventListener("pointerdown", () => { wasOpen = Boolean(open && open.anchor === word); });
    word.addEventListener("click", (event) => {
      event.preventDefault(); // in the label of a box the word explains, the rest of the label chooses
      if (wasOpen) close();
      else explain(word);
    });
    word.addEventListener("keydown", (event) => {
      if (event.target !== word || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      toggle();
    });
  }

  function enhance() {
    document.querySelectorAll(".md-content abbr[title][data-thuat-ngu]").forEach(makeReachable);
    watchPointer();
    watchKeys();
    const follow = () => { if (open) place(open); };
    addEventListener("scroll", follow, { passive: true, capture: true });
    addEventListener("resize", follow, { passive: true });
    addEventListener("beforeprint", close);
  }

  sotay.whenReady(enhance);
})(window.sotay);
